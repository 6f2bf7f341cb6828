//! The frame of the console: the entrances that somebody may use with the open one marked, the search of
//! that one, and who has it open.

use kontor_words::{Value, context};

use crate::{
    caller::Caller,
    parts::StaffPage,
    site::{Entrance, Site},
};

/// One's own account, which the frame leads to from one's name.
const ACCOUNT: StaffPage = StaffPage {
    path: "/console/account",
    and: &["/console/second-factor"],
    name: "frame-account",
    search: None,
};

/// The entrances where somebody may come in, in the order of the navigation.
pub(crate) fn entrances(site: &Site, caller: &Caller) -> Vec<Entrance> {
    let all = site.entrances().iter();
    all.filter(|entrance| caller.may_call(entrance.needs))
        .copied()
        .collect()
}

/// What the frame shows around a page of the console. Whoever is not in yet, as on the way in, sees no
/// navigation.
pub(crate) fn frame(
    site: &Site,
    path: &str,
    caller: Option<&Caller>,
    text: impl Fn(&str) -> String,
) -> Value {
    let inside = caller.filter(|caller| caller.name.is_some() || caller.is_unknown());
    let all = inside.map(|caller| entrances(site, caller));
    let pages: Vec<StaffPage> = all.iter().flatten().map(|entrance| entrance.page).collect();
    let shown = |page: &StaffPage| {
        context! {
            path => page.path,
            name => text(page.name),
            current => path == page.path,
            within => page.leads_to(path),
            search => page.search.map(&text),
        }
    };
    let mut places = pages.iter().chain([&ACCOUNT]);
    let open = places.find(|page| page.leads_to(path));
    context! {
        style => site.assets().console_path(),
        public => site.link("/"),
        entrances => pages.iter().map(shown).collect::<Vec<_>>(),
        open => open.map(shown),
        inside => inside.is_some(),
        person => inside.and_then(|caller| caller.name.as_deref()),
    }
}
