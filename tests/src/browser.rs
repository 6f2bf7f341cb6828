//! A real browser, driven through WebDriver: Chromium and its driver, on a phone or on a desk.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    wd::{PrintConfiguration, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use kontor_testkit::wait;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use crate::ports;

const WAIT: Duration = Duration::from_mins(1);

/// A browser window with its driver. Call [`Browser::close`] at the end.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    driver: Child,
}

impl Browser {
    /// Opens a window of a given width in CSS pixels; narrow ones behave like a phone.
    pub async fn open(width: u32) -> Self {
        let address = ports::free();
        let driver = Command::new(tool("KONTOR_TEST_CHROMEDRIVER", "chromedriver"))
            .arg(format!("--port={}", address.port()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver: run tests/run");
        let up = async || tokio::net::TcpStream::connect(address).await.is_ok();
        assert!(
            wait::reached(WAIT, up).await,
            "chromedriver does not answer"
        );
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let capabilities = capabilities(width);
        builder.capabilities(capabilities.as_object().cloned().expect("an object"));
        let client = builder
            .connect(&format!("http://{address}"))
            .await
            .expect("a browser session");
        Self { client, driver }
    }

    /// Opens a page.
    pub async fn go(&self, url: &str) {
        self.client.goto(url).await.expect("the page opens");
    }

    /// Types into the field of a name, over what is there.
    pub async fn fill(&self, name: &str, text: &str) {
        self.fill_at(&format!("[name='{name}']"), text).await;
    }

    /// The same for the field that a CSS selector finds.
    pub async fn fill_at(&self, selector: &str, text: &str) {
        let field = self.client.find(Locator::Css(selector)).await;
        let field = field.unwrap_or_else(|error| panic!("no field {selector}: {error}"));
        field.clear().await.expect("the field can be emptied");
        field
            .send_keys(text)
            .await
            .expect("the field can be filled");
    }

    /// Presses what a CSS selector finds, and waits until another page is there.
    pub async fn press(&self, selector: &str) {
        self.press_found(Locator::Css(selector), selector).await;
    }

    /// The same for what an `XPath` finds, such as a link by its text.
    pub async fn press_at(&self, path: &str) {
        self.press_found(Locator::XPath(path), path).await;
    }

    async fn press_found(&self, locator: Locator<'_>, selector: &str) {
        let button = self.client.find(locator).await;
        let button = button.unwrap_or_else(|error| panic!("no {selector}: {error}"));
        self.client
            .execute("window.left = true", vec![])
            .await
            .expect("a script");
        button.click().await.expect("a click");
        let script = "return !window.left && document.readyState === 'complete'";
        let arrived = async || {
            self.client
                .execute(script, vec![])
                .await
                .is_ok_and(|it| it == true)
        };
        assert!(
            wait::reached(WAIT, arrived).await,
            "{selector} leads nowhere"
        );
    }

    /// Clicks what a CSS selector finds and stays on the page.
    pub async fn click(&self, selector: &str) {
        let found = self.client.find(Locator::Css(selector)).await;
        let found = found.unwrap_or_else(|error| panic!("no {selector}: {error}"));
        found.click().await.expect("a click");
    }

    /// All the text that can be seen.
    pub async fn text(&self) -> String {
        let body = self
            .client
            .find(Locator::Css("body"))
            .await
            .expect("a page");
        body.text().await.expect("its text")
    }

    /// The text of the first that a CSS selector finds.
    pub async fn text_of(&self, selector: &str) -> String {
        let found = self.client.find(Locator::Css(selector)).await;
        let found = found.unwrap_or_else(|error| panic!("no {selector}: {error}"));
        found.text().await.expect("its text")
    }

    /// The language that the page says it is in.
    pub async fn language(&self) -> String {
        let root = self
            .client
            .find(Locator::Css("html"))
            .await
            .expect("a page");
        root.attr("lang")
            .await
            .expect("its attributes")
            .unwrap_or_default()
    }

    /// By how many pixels the page is wider than its window. More than none means scrolling sideways.
    pub async fn overflow(&self) -> i64 {
        let script =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        self.client
            .execute(script, vec![])
            .await
            .expect("a script")
            .as_i64()
            .expect("a number")
    }

    /// How high the first of what a CSS selector finds is, in CSS pixels.
    pub async fn height(&self, selector: &str) -> u64 {
        let script = "return Math.ceil(document.querySelector(arguments[0]).offsetHeight)";
        let height = self.client.execute(script, vec![json!(selector)]).await;
        height.expect("a script").as_u64().expect("a number")
    }

    /// What axe-core finds wrong by WCAG 2.2 A and AA and by its best practices, one line each.
    pub async fn accessibility_problems(&self) -> Vec<String> {
        let axe =
            std::fs::read_to_string(tool("KONTOR_TEST_AXE", AXE)).expect("axe-core: run tests/run");
        self.client
            .execute(&axe, vec![])
            .await
            .expect("axe-core loads");
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
                (result) => done(result.violations.flatMap((rule) =>
                    rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.html}`))),
                (error) => done([String(error)]))";
        let problems = self
            .client
            .execute_async(script, vec![])
            .await
            .expect("axe-core runs");
        let problems = problems.as_array().cloned().expect("a list");
        problems
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// Presses a key as a keyboard would, on whatever has the focus.
    pub async fn key(&self, key: char) {
        let focus = self
            .client
            .active_element()
            .await
            .expect("something has the focus");
        focus.send_keys(&key.to_string()).await.expect("a key");
    }

    /// Name and kind of the element that has the focus.
    pub async fn focus(&self) -> String {
        let script = "const e = document.activeElement; return e.name || e.id || e.tagName";
        let value = self.client.execute(script, vec![]).await.expect("a script");
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Where the element that has the focus leads to, else its id, name or kind.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement;
            return e.getAttribute('href') || e.id || e.name || e.tagName";
        let value = self.client.execute(script, vec![]).await.expect("a script");
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Whether one of what a CSS selector finds has the focus.
    pub async fn has_focus(&self, selector: &str) -> bool {
        let script = "return document.activeElement.matches(arguments[0])";
        let found = self.client.execute(script, vec![json!(selector)]).await;
        found.expect("a script") == true
    }

    /// How thick the outline is by which the eye finds the focus, in CSS pixels.
    pub async fn outline(&self) -> f64 {
        let script = "const style = getComputedStyle(document.activeElement);
            return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)";
        let width = self.client.execute(script, vec![]).await;
        width.expect("a script").as_f64().unwrap_or_default()
    }

    /// Whether all of what a CSS selector finds lies in the window as it is scrolled now: what the
    /// eye sees, not what the page has somewhere.
    pub async fn sees(&self, selector: &str) -> bool {
        let script = "const e = document.querySelector(arguments[0]);
            if (!e) return false;
            const box = e.getBoundingClientRect();
            return box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight
                && box.left >= 0 && box.right <= document.documentElement.clientWidth";
        let seen = self.client.execute(script, vec![json!(selector)]).await;
        seen.expect("a script") == true
    }

    /// Shows pages as on a medium, `screen` or `print`, from now on.
    pub async fn show_on(&self, medium: &'static str) {
        let shown = self
            .client
            .issue_cmd(Medium(json!({ "media": medium })))
            .await;
        shown.expect("a medium");
    }

    /// Prefers a colour scheme, `light` or `dark`, from now on.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let shown = self
            .client
            .issue_cmd(Medium(json!({ "features": features })))
            .await;
        shown.expect("a colour scheme");
    }

    /// Prefers that nothing moves, or does not mind, from now on.
    pub async fn prefer_motion(&self, motion: &str) {
        let features = json!([{ "name": "prefers-reduced-motion", "value": motion }]);
        let shown = self
            .client
            .issue_cmd(Medium(json!({ "features": features })))
            .await;
        shown.expect("a preference");
    }

    /// What moves on the page when it is touched or by itself: elements with transitions or animations
    /// that take a time, or that scroll smoothly.
    pub async fn moving(&self) -> Vec<String> {
        let script = "const takes = (times) => times.split(',').some((one) => parseFloat(one) > 0);
            return [...document.querySelectorAll('*')].filter((e) => {
                const style = getComputedStyle(e);
                return takes(style.transitionDuration) || takes(style.animationDuration)
                    || style.scrollBehavior === 'smooth';
            }).map((e) => e.tagName + '.' + e.className)";
        self.strings(script, vec![]).await
    }

    /// Fills in a field for a day and time, which is typed differently in each language.
    pub async fn type_date(&self, name: &str, value: &str) {
        let script = "document.querySelector(`[name='${arguments[0]}']`).value = arguments[1];
            return []";
        self.strings(script, vec![json!(name), json!(value)]).await;
    }

    /// Where the first link that a CSS selector finds leads.
    pub async fn href(&self, selector: &str) -> String {
        let script = "return [document.querySelector(arguments[0]).href]";
        self.strings(script, vec![json!(selector)]).await.remove(0)
    }

    /// How each of what a CSS selector finds is laid out: its `display`.
    pub async fn displays(&self, selector: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .map((e) => getComputedStyle(e).display)";
        self.strings(script, vec![json!(selector)]).await
    }

    /// The texts of what a CSS selector finds and what is broken over several lines.
    pub async fn broken(&self, selector: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .filter((e) => e.getClientRects().length > 1).map((e) => e.textContent)";
        self.strings(script, vec![json!(selector)]).await
    }

    async fn strings(&self, script: &str, arguments: Vec<Value>) -> Vec<String> {
        let found = self.client.execute(script, arguments).await;
        serde_json::from_value(found.expect("a script")).expect("texts")
    }

    /// Whether anything of what a CSS selector finds is shown, wherever it is on the page.
    pub async fn shows(&self, selector: &str) -> bool {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .some((e) => e.checkVisibility())";
        let shown = self.client.execute(script, vec![json!(selector)]).await;
        shown.expect("a script") == true
    }

    /// The page printed on A4, as PDF.
    pub async fn printed(&self) -> Vec<u8> {
        let print = self.client.print(PrintConfiguration::default()).await;
        print.expect("a printed page")
    }

    /// What stands in the field of a name.
    pub async fn value(&self, name: &str) -> String {
        let script = "return document.querySelector(`[name='${arguments[0]}']`)?.value ?? ''";
        let value = self.client.execute(script, vec![json!(name)]).await;
        value
            .expect("a script")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// A picture of the window, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    /// Where the window is.
    pub async fn url(&self) -> String {
        self.client.current_url().await.expect("a page").to_string()
    }

    /// Closes the window and its driver.
    pub async fn close(mut self) {
        self.client
            .clone()
            .close()
            .await
            .expect("the window closes");
        self.driver.kill().expect("the driver can be killed");
        self.driver.wait().expect("the driver has ended");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if self.driver.kill().is_ok() {
            drop(self.driver.wait());
        }
    }
}

/// WebDriver has no word for the medium and the colours of a page; Chromium's driver hands this one on to it.
#[derive(Debug)]
struct Medium(Value);

impl WebDriverCompatibleCommand for Medium {
    fn endpoint(&self, driver: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        let session = session.unwrap_or_default();
        driver.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": "Emulation.setEmulatedMedia", "params": self.0 });
        (Method::POST, Some(body.to_string()))
    }
}

const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../target/test-tools/node_modules/axe-core/axe.min.js"
);

#[expect(
    clippy::disallowed_methods,
    reason = "tests find their tools by the environment"
)]
fn tool(variable: &str, default: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| default.to_owned())
}

fn capabilities(width: u32) -> Value {
    let mut options = json!({
        "binary": tool("KONTOR_TEST_CHROMIUM", "/usr/bin/chromium"),
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--host-resolver-rules=MAP *.test 127.0.0.1", format!("--window-size={width},900"),
        ],
    });
    if width < 600 {
        let metrics = json!({ "width": width, "height": 844, "pixelRatio": 2, "touch": true });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    json!({ "goog:chromeOptions": options })
}
