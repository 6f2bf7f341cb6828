//! One page of the source: its rows, each usable or not, and whether there is another.

use kontor_contracts::Language;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::mapping;
use crate::{
    adapters::{More, json},
    domain::Row,
};

/// Reads a page.
///
/// # Errors
/// If the answer as a whole is not a page; single rows never are an error.
pub(super) fn parse(
    body: &[u8],
    page_size: u32,
    language: Option<&Language>,
) -> Result<(Vec<Row>, More), serde_json::Error> {
    let size = usize::try_from(page_size).unwrap_or(usize::MAX);
    json::read(body, |text| {
        let Wire { data } = serde_json::from_str(text)?;
        let rows = json::list(data.items, size.saturating_mul(2))?;
        let more = match data.paging_info.and_then(|paging| paging.has_next) {
            Some(false) => More::No,
            None if rows.is_empty() => More::No,
            None if rows.len() < size => More::Perhaps,
            Some(true) | None => More::Yes,
        };
        let row = |text| json::row(text, |profile| mapping::profile(profile, language));
        Ok((rows.into_iter().map(row).collect(), more))
    })
}

#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    data: WireData<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireData<'a> {
    #[serde(borrow)]
    items: &'a RawValue,
    #[serde(default)]
    paging_info: Option<PagingInfo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PagingInfo {
    #[serde(default)]
    has_next: Option<bool>,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::{Rejected, Stage};

    fn read(body: &Value) -> (Vec<Row>, More) {
        parse(body.to_string().as_bytes(), 2, None).unwrap()
    }

    fn is_listing(row: &Row) -> bool {
        matches!(row, Row::Listing(_))
    }

    fn unreadable(row: &Row) -> Option<&Rejected> {
        match row {
            Row::Unreadable(row) => Some(row),
            Row::Listing(_) | Row::Gone(_) => None,
        }
    }

    #[test]
    fn one_object_instead_of_a_list_is_one_row() {
        let (rows, more) = read(&json!({"data": {"items": {"reference": "A", "title": "T",
            "profileType": {"code": "BO"}}, "pagingInfo": {"hasNext": false}}}));
        assert_eq!((rows.len(), more), (1, More::No));
        assert!(is_listing(&rows[0]));
    }

    #[test]
    fn who_does_not_say_whether_there_is_more_is_asked_again() {
        let row = json!({"reference": "A", "title": "T", "profileType": "BO"});
        for (rows, more) in [(0, More::No), (1, More::Perhaps), (2, More::Yes)] {
            let page = read(&json!({"data": {"items": vec![&row; rows]}}));
            assert_eq!(page.1, more, "{rows}");
        }
    }

    #[test]
    fn bad_rows_stand_beside_good_ones() {
        let (rows, _) = read(&json!({"data": {"items": [7, {"reference": "A"},
            {"reference": "B", "title": "T", "profileType": "TR"}]}}));
        let bad: Vec<_> = rows.iter().filter_map(unreadable).collect();
        assert_eq!(bad[0].stage, Stage::Decode);
        assert_eq!(bad[0].key.len(), 64);
        assert_eq!((bad[1].stage, bad[1].key.as_str()), (Stage::Map, "A"));
        assert_eq!(rows.len() - bad.len(), 1);
    }

    /// Each of these has one good row, and one that the reader cannot take or a mark it does not know.
    #[test]
    fn one_bad_value_costs_one_row() {
        let good = r#"{"reference":"A","title":"T","profileType":"BO"}"#;
        let deep = format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000));
        for bad in [
            r#"{"reference":"B","title":"X\ud83d","profileType":"BO"}"#.to_owned(),
            r#"{"reference":"B","title":"T","profileType":"BO","x":1e999999}"#.to_owned(),
            format!(r#"{{"reference":"B","title":"T","profileType":"BO","x":{deep}}}"#),
            format!(r#"{{"reference":"B","x":[{}0]}}"#, "0,".repeat(200_000)),
        ] {
            let body = format!(r#"{{"data":{{"items":[{good},{bad}]}}}}"#);
            let (rows, _) = parse(body.as_bytes(), 2, None).unwrap();
            assert!(is_listing(&rows[0]), "{bad:.60}");
            let row = unreadable(&rows[1]).unwrap_or_else(|| panic!("taken: {bad:.60}"));
            assert_eq!(row.stage, Stage::Decode);
        }
        for off in [
            &br#"{"reference":"B","title":"A	B","profileType":"BO"}"#[..],
            b"{\"reference\":\"B\",\"title\":\"A\xffB\",\"profileType\":\"BO\"}",
            br#"{"reference":"B","title":"T","profileType":"BO","x":NaN}"#,
        ] {
            let body = [b"\xef\xbb\xbf{\"data\":{\"items\":[", off, b"]}}"].concat();
            let (rows, _) = parse(&body, 2, None).unwrap();
            assert!(is_listing(&rows[0]), "{off:?}");
        }
    }

    #[test]
    fn a_cut_answer_is_no_page() {
        assert!(parse(br#"{"data":{"items":[{"reference":"A""#, 2, None).is_err());
        assert!(parse(b"{\"data\":{}}", 2, None).is_err());
    }
}
