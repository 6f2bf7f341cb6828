//! What languages call themselves.

/// What a language calls itself.
pub fn own_name(tag: &str) -> &str {
    const NAMES: [(&str, &str); 24] = [
        ("ar", "العربية"),
        ("bg", "Български"),
        ("cs", "Čeština"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("es", "Español"),
        ("et", "Eesti"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("hu", "Magyar"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("lt", "Lietuvių"),
        ("lv", "Latviešu"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("sv", "Svenska"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("zh", "中文"),
    ];
    let primary = tag.split('-').next().unwrap_or(tag);
    let found = NAMES.iter().find(|(known, _)| *known == primary);
    found.map_or(tag, |(_, name)| name)
}
