//! Follows every link of pages, as a person would who tries them all.

use std::collections::{BTreeMap, VecDeque};

use kontor_tests::http;

/// Opens what the seeds lead to, by links and by redirections, as far as it is on one of these sites,
/// and returns the status of each address. `look` sees every page.
pub(crate) async fn crawl(
    sites: &[String],
    seeds: Vec<String>,
    mut look: impl FnMut(&str, &str),
) -> BTreeMap<String, u16> {
    let client = http::client();
    let (mut found, mut open) = (BTreeMap::new(), VecDeque::from(seeds));
    while let Some(address) = open.pop_front() {
        if found.contains_key(&address) {
            continue;
        }
        let answer = client
            .get(&address)
            .header("accept", "text/html")
            .send()
            .await;
        let answer = answer.unwrap();
        let status = answer.status();
        let target = answer.headers().get("location");
        let target = target.map(|target| target.to_str().unwrap().to_owned());
        let page = answer.text().await.unwrap();
        look(&address, &page);
        let links = links(&page).into_iter().chain(target);
        open.extend(links.filter_map(|link| absolute(sites, &address, &link)));
        found.insert(address, status.as_u16());
    }
    found
}

/// What the attributes that lead somewhere say. What a form would do is no link.
fn links(page: &str) -> Vec<String> {
    let begins = [" href=\"", " src=\""];
    let values = begins
        .into_iter()
        .flat_map(|begin| page.split(begin).skip(1));
    let values = values.filter_map(|rest| rest.split('"').next());
    let plain = |value: &str| value.replace("&#x2f;", "/").replace("&amp;", "&");
    values.map(plain).collect()
}

/// The address without its fragment, if it is on one of our sites.
fn absolute(sites: &[String], page: &str, link: &str) -> Option<String> {
    let joined = url::Url::parse(page).and_then(|page| page.join(link));
    let mut link = joined.unwrap_or_else(|error| panic!("{link} on {page}: {error}"));
    link.set_fragment(None);
    let link = link.to_string();
    sites
        .iter()
        .any(|site| link.starts_with(site))
        .then_some(link)
}
