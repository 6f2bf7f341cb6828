//! The HTML part: the same source, with styles on the elements themselves because many mail
//! programs drop style sheets, and in tables because Outlook keeps widths and paddings of nothing else;
//! no images, nothing that is loaded, readable in dark mode.

use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use kontor_web::Office;

use super::markdown;

const FONT: &str = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
                    font-size:16px;line-height:1.5";
const PARAGRAPH: &str = "margin:0 0 16px";
const BUTTON: &str = "display:inline-block;padding:12px 24px;font-weight:600;text-decoration:none";
const LINK: &str = "color:#1d5b8f";

/// A whole document: the office's name above the source.
pub(super) fn document(language: &str, title: &str, source: &str, office: &Office) -> String {
    let mut page = String::with_capacity(source.len() * 2 + 1024);
    let (language, title) = (escape(language), escape(title));
    let (name, color) = (escape(&office.name), escape(&office.color));
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n\
         <style>:root{{color-scheme:light dark}}\
         @media (prefers-color-scheme:dark){{a.link{{color:#8cc4f5!important}}}}</style>\n\
         </head>\n<body style=\"margin:0;padding:24px 16px\">\n\
         <table role=\"presentation\" width=\"600\" align=\"center\" cellpadding=\"0\" \
         cellspacing=\"0\" border=\"0\" style=\"width:100%;max-width:600px\">\n\
         <tr><td style=\"padding:0 0 12px;border-bottom:3px solid {color};{FONT};\
         font-weight:600\">{name}</td></tr>\n\
         <tr><td lang=\"{language}\" style=\"padding:24px 0 0;{FONT}\">\n"
    );
    page.push_str(&body(source, office));
    page.push_str("</td></tr>\n</table>\n</body>\n</html>\n");
    page
}

/// The source without the document around it.
pub(super) fn body(source: &str, office: &Office) -> String {
    let events = markdown::events(source);
    let mut writer = Writer {
        page: String::with_capacity(source.len() * 2),
        button: false,
        office,
    };
    for (at, event) in events.iter().enumerate() {
        if matches!(event, Event::Start(Tag::Paragraph)) {
            writer.button = markdown::is_button(&events, at);
        }
        writer.event(event);
    }
    writer.page
}

struct Writer<'a> {
    page: String,
    button: bool,
    office: &'a Office,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(*end),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.page.push_str(&escape(text));
            }
            Event::SoftBreak => self.page.push('\n'),
            Event::HardBreak => self.page.push_str("<br>\n"),
            Event::Rule => self.page.push_str(
                "<hr style=\"border:0;border-top:1px solid #999999;margin:24px 0 16px\">\n",
            ),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph if self.button => {
                let color = escape(&self.office.color);
                let _ = write!(
                    self.page,
                    "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
                     style=\"margin:24px 0\"><tr><td bgcolor=\"{color}\" \
                     style=\"border-radius:6px;background:{color}\">"
                );
            }
            Tag::Paragraph => self.open("p", PARAGRAPH),
            Tag::Heading { level, .. } => self.open(
                heading(*level),
                "margin:0 0 16px;font-size:22px;line-height:1.25",
            ),
            Tag::List(_) => self.open("ul", "margin:0 0 16px;padding:0 0 0 20px"),
            Tag::Item => self.open("li", "margin:0 0 6px"),
            Tag::Strong => self.page.push_str("<strong>"),
            Tag::Emphasis => self.page.push_str("<em>"),
            Tag::Link { dest_url, .. } => {
                let (class, style) = if self.button {
                    let on = escape(&self.office.on_color);
                    ("button", format!("{BUTTON};color:{on}"))
                } else {
                    ("link", LINK.to_owned())
                };
                let url = escape(safe_url(dest_url));
                let _ = write!(
                    self.page,
                    "<a class=\"{class}\" href=\"{url}\" style=\"{style}\">"
                );
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        let closing = match end {
            TagEnd::Paragraph if std::mem::take(&mut self.button) => "</td></tr></table>\n",
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(level) => {
                let _ = writeln!(self.page, "</{}>", heading(level));
                return;
            }
            TagEnd::List(_) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Strong => "</strong>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Link => "</a>",
            _ => return,
        };
        self.page.push_str(closing);
    }

    fn open(&mut self, element: &str, style: &str) {
        let _ = write!(self.page, "<{element} style=\"{style}\">");
    }
}

const fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h1",
        _ => "h2",
    }
}

/// Only addresses that a mail may link to; anything else leads nowhere.
fn safe_url(url: &str) -> &str {
    let lower = url.to_ascii_lowercase();
    let safe = ["https://", "http://", "mailto:", "tel:"];
    if safe.iter().any(|scheme| lower.starts_with(scheme)) {
        url
    } else {
        "#"
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_carry_their_styles() {
        let page = body(
            "Hello **you**\n\n[Go](https://example.org/?a=1&b=2)\n\n[x](javascript:alert(1)) y\n",
            &crate::compose::samples::office(),
        );
        assert!(page.starts_with(&format!(
            "<p style=\"{PARAGRAPH}\">Hello <strong>you</strong></p>\n"
        )));
        assert!(page.contains("class=\"button\" href=\"https://example.org/?a=1&amp;b=2\""));
        assert!(!page.contains("javascript"));
    }
}
