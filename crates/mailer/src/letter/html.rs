//! The HTML part: the same source, with styles on the elements themselves because many mail
//! programs drop style sheets, and in tables because Outlook keeps widths and paddings of nothing else;
//! nothing that is loaded, readable in dark mode.

use std::fmt::Write as _;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use kontor_web::{MailLogo, Office};

use super::markdown;

const FONT: &str =
    "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;line-height:1.5";
const PARAGRAPH: &str = "margin:0 0 16px";
const BUTTON: &str = "display:inline-block;padding:12px 24px;font-weight:600;text-decoration:none;\
                      mso-padding-alt:0";
const CELL: &str =
    "padding:8px 12px 8px 0;text-align:left;vertical-align:top;border-bottom:1px solid #999999";
/// What the words of a row are called stays whole, however long they are.
const ROW_HEAD: &str = ";word-break:normal";
const TABLE: &str = "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

/// A whole document of a language and a title: the office's logo, or its name, above the source.
pub(super) fn document(
    (language, title): (&str, &str),
    source: &str,
    office: &Office,
    logo: Option<&MailLogo>,
) -> String {
    let mut page = String::with_capacity(source.len() * 2 + 2048);
    let (language, title) = (escape(language), escape(title));
    let (link_at_night, accent) = (escape(&office.link_at_night), escape(&office.accent));
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{title}</title>\n\
         <style>:root{{color-scheme:light dark}}@media (prefers-color-scheme:dark){{\
         a.link{{color:{link_at_night}!important}}td.foot{{color:#a9b4bd!important}}\
         img.logo{{padding:8px;background:#ffffff;border-radius:4px}}}}</style>\n\
         </head>\n<body style=\"margin:0;padding:0\">\n\
         <table {TABLE} width=\"100%\"><tr><td align=\"center\" style=\"padding:24px 16px\">\n\
         <table {TABLE} width=\"600\" style=\"width:100%;max-width:600px;text-align:left;\
         word-break:break-word\">\n\
         <tr><td style=\"padding:0 0 14px;border-bottom:3px solid {accent};{FONT};\
         font-size:18px;font-weight:600\">{head}</td></tr>\n\
         <tr><td lang=\"{language}\" style=\"padding:24px 0 8px;{FONT};font-size:16px\">\n",
        head = head(office, logo),
    );
    page.push_str(&body(source, office));
    page.push_str("</td></tr>\n</table>\n</td></tr></table>\n</body>\n</html>\n");
    page
}

/// The picture is within the mail: shown at once, and nobody learns that it was. Where it is not shown, its
/// text is the name.
fn head(office: &Office, logo: Option<&MailLogo>) -> String {
    let name = escape(&office.name);
    logo.map_or_else(
        || name.clone(),
        |logo| {
            format!(
                "<img class=\"logo\" src=\"cid:{}\" alt=\"{name}\" width=\"{}\" height=\"{}\" \
                 style=\"display:block;border:0\">",
                logo.content_id, logo.width, logo.height
            )
        },
    )
}

/// The source without the document around it.
pub(super) fn body(source: &str, office: &Office) -> String {
    let events = markdown::events(source);
    let mut writer = Writer {
        page: String::with_capacity(source.len() * 2),
        button: false,
        foot: false,
        cell: Cell::default(),
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
    foot: bool,
    cell: Cell,
    office: &'a Office,
}

/// Which cell of a table comes next: those of the first row and of the first column say what the others
/// are.
#[derive(Clone, Copy, Default)]
struct Cell {
    in_head: bool,
    column: usize,
}

impl Cell {
    const fn is_row_head(self) -> bool {
        !self.in_head && self.column == 0
    }

    /// The element and what it says of others (WCAG 2.2, 1.3.1).
    const fn element(self) -> (&'static str, &'static str) {
        match self {
            Self { in_head: true, .. } => ("th", " scope=\"col\""),
            Self { column: 0, .. } => ("th", " scope=\"row\""),
            Self { .. } => ("td", ""),
        }
    }
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
            // What is below the line is the foot. A row of its own: Outlook draws a rule as it likes.
            Event::Rule => {
                self.foot = true;
                let _ = write!(
                    self.page,
                    "</td></tr>\n<tr><td class=\"foot\" style=\"padding:16px 0 0;\
                     border-top:1px solid #999999;color:#56616a;{FONT};font-size:14px\">\n"
                );
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            // Outlook knows no padding of a link, only of a cell, and only it reads mso-padding-alt; for all
            // others the whole button is the link.
            Tag::Paragraph if self.button => {
                let color = escape(&self.office.color);
                let _ = write!(
                    self.page,
                    "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
                     style=\"margin:24px 0\"><tr><td bgcolor=\"{color}\" \
                     style=\"border-radius:6px;background:{color};mso-padding-alt:12px 24px\">"
                );
            }
            Tag::Paragraph if self.foot => self.open("p", "margin:0 0 8px"),
            Tag::Paragraph => self.open("p", PARAGRAPH),
            Tag::Heading { level, .. } => self.open(
                heading(*level),
                "margin:0 0 16px;font-size:22px;line-height:1.25",
            ),
            Tag::List(_) => self.open("ul", "margin:0 0 16px;padding:0 0 0 20px"),
            Tag::Item => self.open("li", "margin:0 0 6px"),
            Tag::Table(_) => self.open(
                "table",
                "margin:0 0 16px;border-collapse:collapse;width:100%",
            ),
            Tag::TableHead | Tag::TableRow => {
                self.cell = Cell {
                    in_head: matches!(tag, Tag::TableHead),
                    column: 0,
                };
                self.page.push_str("<tr>");
            }
            Tag::TableCell => {
                let (element, scope) = self.cell.element();
                let whole = if self.cell.is_row_head() {
                    ROW_HEAD
                } else {
                    ""
                };
                let _ = write!(self.page, "<{element}{scope} style=\"{CELL}{whole}\">");
            }
            Tag::Strong => self.page.push_str("<strong>"),
            Tag::Emphasis => self.page.push_str("<em>"),
            Tag::Link { dest_url, .. } => {
                let (class, style) = if self.button {
                    let on = escape(&self.office.on_color);
                    ("button", format!("{BUTTON};color:{on}"))
                } else {
                    ("link", format!("color:{}", escape(&self.office.link)))
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
            TagEnd::Table => "</table>\n",
            TagEnd::TableHead | TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell => {
                let (element, _) = self.cell.element();
                self.cell.column += 1;
                let _ = write!(self.page, "</{element}>");
                return;
            }
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
            &crate::letter::samples::office(),
        );
        assert!(page.starts_with(&format!(
            "<p style=\"{PARAGRAPH}\">Hello <strong>you</strong></p>\n"
        )));
        assert!(page.contains("class=\"button\" href=\"https://example.org/?a=1&amp;b=2\""));
        assert!(!page.contains("javascript"));
        // Outlook takes colour and padding from the cell, all others from the link.
        assert!(page.contains("<td bgcolor=\"#14507d\" style=\"border-radius:6px;background:#14507d;mso-padding-alt:12px 24px\">"));
    }

    #[test]
    fn a_table_says_what_its_cells_are() {
        let source = "| | Old | New |\n|---|---|---|\n| Room | 1 | 2 \\| 3 |\n";
        let page = body(source, &crate::letter::samples::office());
        let plain = page.replace(ROW_HEAD, "");
        let plain = plain.replace(&format!(" style=\"{CELL}\""), "");
        assert!(plain.contains("<th scope=\"col\">Old</th>"), "{plain}");
        let row = "<tr><th scope=\"row\">Room</th><td>1</td><td>2 | 3</td></tr>";
        assert!(plain.contains(row), "{plain}");
    }

    #[test]
    fn what_is_below_the_line_is_a_row_of_its_own() {
        let office = crate::letter::samples::office();
        let page = document(("de", "T"), "Oben\n\n---\n\nUnten\n", &office, None);
        assert_eq!(page.matches("<tr>").count(), page.matches("</tr>").count());
        assert_eq!(page.matches("<td").count(), page.matches("</td>").count());
        let (_, foot) = page.split_once("<td class=\"foot\"").unwrap();
        assert!(foot.contains("Unten") && !foot.contains("Oben"));
        assert!(page.contains("width=\"600\"") && page.contains(">Kontor</td>"));
    }
}
