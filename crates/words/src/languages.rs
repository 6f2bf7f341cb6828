//! Which languages a reader asks for.

use kontor_contracts::Language;

/// The tags of an `Accept-Language` (RFC 9110, 12.5.4), best first; `*`, refused (`q=0`) and odd ones left out.
pub fn by_preference(accepted: &str) -> impl Iterator<Item = Language> {
    let mut wishes: Vec<(u16, Language)> = accepted
        .split(',')
        .take(32)
        .filter_map(|item| {
            let (tag, weight) = item
                .split_once(';')
                .map_or((item, None), |(t, w)| (t, Some(w)));
            Some((weight.map_or(1000, quality), tag.trim().parse().ok()?))
        })
        .filter(|(quality, _)| *quality > 0)
        .collect();
    wishes.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    wishes.into_iter().map(|(_, language)| language)
}

/// A weight `q=0.8` in thousandths (RFC 9110, 12.4.2); what is odd counts as 0.
fn quality(weight: &str) -> u16 {
    let Some(value) = weight.trim().strip_prefix("q=") else {
        return 0;
    };
    match value.trim().split_once('.') {
        None => value
            .trim()
            .parse::<u16>()
            .map_or(0, |whole| whole.min(1) * 1000),
        Some(("1", _)) => 1000,
        Some(("0", digits)) if !digits.is_empty() && digits.len() <= 3 => {
            format!("{digits:0<3}").parse().unwrap_or(0)
        }
        Some(_) => 0,
    }
}
