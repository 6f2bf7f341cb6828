//! Signing in as people do: with a second factor, without it, with a forgotten password; and as guessers
//! do.

use std::{process::Command, time::Duration};

use kontor_testkit::wait;
use kontor_tests::{Browser, Kontor, http::client, mail::Mail};
use reqwest::StatusCode;

use crate::{console::assert_sound, ground::Ground};

const WAIT: Duration = Duration::from_mins(2);
const ANNA: &str = "anna@office.example";
const PASSWORD: &str = "correct horse battery staple";
const OTHER: &str = "vier kluge enten im teich";
const SEND: &str = "main form[method='post'] .actions button[type='submit']";
/// On the page before what cannot be undone.
const YES: &str = "main form[method='post'] button[type='submit']";
const OUT: &str = "form[action*='sign-out'] button";

/// The code of a secret (RFC 6238) as many steps of 30 s ahead, by a program of nobody here.
fn code(secret: &str, ahead: u32) -> String {
    const PROGRAM: &str = "
import base64, hashlib, hmac, struct, sys, time
secret = sys.argv[1].replace(' ', '')
key = base64.b32decode(secret + '=' * (-len(secret) % 8))
mac = hmac.new(key, struct.pack('>Q', int(time.time()) // 30 + int(sys.argv[2])), hashlib.sha1).digest()
at = mac[-1] & 15
print(f'{(struct.unpack(\">I\", mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}')
";
    let arguments = ["-c", PROGRAM, secret, &ahead.to_string()];
    let output = Command::new("python3").args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Anna has an account and has chosen her password.
async fn anna(ground: &Ground, kontor: &Kontor) {
    let add = [
        "staff",
        "add",
        ANNA,
        "--name",
        "Anna Muster",
        "--role",
        "admin",
    ];
    let said = ground.succeed(&add);
    let link = said.split_whitespace().next().unwrap();
    let path = link.split_once("/console/").unwrap().1;
    let url = kontor.staff_url(&format!("/console/{path}"));
    let form = format!("password={PASSWORD}&again={PASSWORD}").replace(' ', "+");
    assert_eq!(post(&url, form).await, StatusCode::SEE_OTHER);
}

async fn post(url: &str, form: String) -> StatusCode {
    let request = client()
        .post(url)
        .body(form)
        .header("content-type", "application/x-www-form-urlencoded");
    request.send().await.unwrap().status()
}

async fn sign_in(browser: &Browser, kontor: &Kontor, password: &str) {
    browser
        .go(&kontor.staff_url("/console/sign-in?lang=en"))
        .await;
    browser.fill("email", ANNA).await;
    browser.fill("password", password).await;
    browser.press(SEND).await;
}

/// The secret that the page shows in groups of four.
async fn shown_secret(browser: &Browser) -> String {
    let text = browser.text().await;
    let is_secret = |line: &&str| {
        let groups: Vec<&str> = line.split_whitespace().collect();
        let plain = |c: char| c.is_ascii_uppercase() || ('2'..='7').contains(&c);
        groups.len() >= 4
            && groups
                .iter()
                .all(|group| group.len() <= 4 && group.chars().all(plain))
    };
    text.lines()
        .find(is_secret)
        .unwrap_or_else(|| panic!("no secret in:\n{text}"))
        .to_owned()
}

/// Signing in leads to the first page that somebody may see, in the language that was chosen on the way.
pub(crate) async fn assert_in(browser: &Browser) {
    let url = browser.url().await;
    let is_in = url.contains("/console/") && !url.contains("/console/sign-in");
    assert!(is_in && url.contains("?lang=en"), "{url}");
}

/// On a phone the button is in the menu.
pub(crate) async fn sign_out(browser: &Browser, width: u32) {
    if width < 800 {
        browser.click(".brand .open").await;
    }
    browser.press(OUT).await;
}

/// The secret; the page with the recovery codes is open then.
async fn set_up_a_factor(browser: &Browser, kontor: &Kontor, width: u32) -> String {
    let page = kontor.staff_url("/console/second-factor?lang=en");
    browser.go(&page).await;
    browser.fill("password", PASSWORD).await;
    browser.press(SEND).await;
    assert_sound(browser, width, "the secret").await;
    let secret = shown_secret(browser).await;
    browser.fill("code", &code(&secret, 0)).await;
    browser.press(SEND).await;
    assert_sound(browser, width, "recovery codes").await;
    secret
}

#[tokio::test]
async fn a_second_factor_is_set_up_asked_for_and_replaced_by_a_recovery_code_once() {
    for width in [390, 1280] {
        let ground = Ground::embedded().await;
        let kontor = ground.start("up").await;
        anna(&ground, &kontor).await;
        let browser = Browser::open(width).await;
        sign_in(&browser, &kontor, PASSWORD).await;
        let secret = set_up_a_factor(&browser, &kontor, width).await;
        let recovery = browser.text_of("pre").await;
        let recovery = recovery.lines().next().unwrap().to_owned();

        browser
            .go(&kontor.staff_url("/console/account?lang=en"))
            .await;
        assert_sound(&browser, width, "an account with a second factor").await;
        sign_out(&browser, width).await;
        sign_in(&browser, &kontor, PASSWORD).await;
        assert_sound(&browser, width, "the second step").await;
        // A code is good once; that of the next half minute is taken already.
        browser.fill("code", &code(&secret, 1)).await;
        browser.press(SEND).await;
        assert_in(&browser).await;

        sign_out(&browser, width).await;
        sign_in(&browser, &kontor, PASSWORD).await;
        browser.fill("code", &recovery).await;
        browser.press(SEND).await;
        assert_in(&browser).await;
        sign_out(&browser, width).await;
        sign_in(&browser, &kontor, PASSWORD).await;
        browser.fill("code", &recovery).await;
        browser.press(SEND).await;
        assert_sound(&browser, width, "a code that was used").await;
        assert!(browser.text().await.contains("This code is not right"));
        browser.close().await;
    }
}

/// A browser that was left open does not know the password, and so takes nothing off.
#[tokio::test]
async fn a_second_factor_is_taken_off_by_whoever_knows_the_password() {
    for width in [390, 1280] {
        let ground = Ground::embedded().await;
        let kontor = ground.start("up").await;
        anna(&ground, &kontor).await;
        let browser = Browser::open(width).await;
        sign_in(&browser, &kontor, PASSWORD).await;
        set_up_a_factor(&browser, &kontor, width).await;
        let account = kontor.staff_url("/console/account?lang=en");
        browser.go(&account).await;
        browser
            .press("a[href*='/console/account/second-factor/remove']")
            .await;
        assert_sound(&browser, width, "taking a second factor off").await;
        browser.fill("proof", OTHER).await;
        browser.press(YES).await;
        assert_sound(&browser, width, "with a wrong password").await;
        assert!(browser.sees("#proof-error").await, "at {width}");
        browser.fill("proof", PASSWORD).await;
        browser.press(YES).await;
        let text = browser.text().await;
        assert!(text.contains("The second factor is removed"), "{text}");
        assert_sound(&browser, width, "an account without a second factor").await;
        sign_out(&browser, width).await;
        sign_in(&browser, &kontor, PASSWORD).await;
        assert_in(&browser).await;
        browser.close().await;
    }
}

#[tokio::test]
async fn where_it_is_required_signing_in_leads_to_setting_a_second_factor_up() {
    let mut ground = Ground::embedded().await;
    ground.settings = ground.settings.with("access.second_factor", "required");
    let kontor = ground.start("up").await;
    anna(&ground, &kontor).await;
    for width in [390, 1280] {
        let browser = Browser::open(width).await;
        sign_in(&browser, &kontor, PASSWORD).await;
        assert!(browser.url().await.contains("/console/second-factor"));
        assert_sound(&browser, width, "a second factor is required").await;
        browser.go(&kontor.staff_url("/console/people")).await;
        assert!(
            browser.url().await.contains("/console/second-factor"),
            "nothing else before"
        );
        browser.close().await;
    }
    let browser = Browser::open(390).await;
    sign_in(&browser, &kontor, PASSWORD).await;
    browser.press(SEND).await;
    let secret = shown_secret(&browser).await;
    browser.fill("code", &code(&secret, 0)).await;
    browser.press(SEND).await;
    browser
        .go(&kontor.staff_url("/console/people?lang=en"))
        .await;
    assert!(browser.text().await.contains("Anna Muster"), "in");
    browser.close().await;
}

#[tokio::test]
async fn whoever_has_forgotten_the_password_gets_a_link_by_mail_and_is_told_when_it_is_changed() {
    for width in [390, 1280] {
        let ground = Ground::embedded().await;
        let kontor = ground.start("up").await;
        anna(&ground, &kontor).await;
        let browser = Browser::open(width).await;
        browser
            .go(&kontor.staff_url("/console/sign-in?lang=fr"))
            .await;
        browser.press("a[href*='forgotten']").await;
        assert_sound(&browser, width, "the password is forgotten").await;
        let mut answers = Vec::new();
        for address in ["nobody@office.example", ANNA] {
            browser
                .go(&kontor.staff_url("/console/sign-in/forgotten?lang=en"))
                .await;
            browser.fill("email", address).await;
            browser.press(SEND).await;
            answers.push(browser.text().await);
        }
        assert_eq!(answers[0], answers[1], "the same to everybody");
        assert_sound(&browser, width, "a link is on its way").await;
        let mails: Vec<Mail> = ground.mail.wait_for(1).await;
        let link = mails[0].link("/console/link/");
        assert_eq!((mails.len(), mails[0].to.contains(ANNA)), (1, true));
        assert!(mails[0].defects.is_empty(), "{:?}", mails[0].defects);

        browser.go(&format!("{link}?lang=en")).await;
        assert_sound(&browser, width, "choosing a new password").await;
        browser.fill("password", OTHER).await;
        browser.fill("again", OTHER).await;
        browser.press(SEND).await;
        sign_in(&browser, &kontor, OTHER).await;
        assert_in(&browser).await;
        let mails = ground.mail.wait_for(2).await;
        assert!(
            mails[1].subject.contains("Your password was changed"),
            "{}",
            mails[1].subject
        );
        assert!(
            !mails[1].text.contains("http"),
            "no link to be taught to follow: {}",
            mails[1].text
        );
        browser.close().await;
    }
}

#[tokio::test]
async fn an_invitation_goes_by_mail_in_the_language_of_whoever_gets_it() {
    let ground = Ground::servers().await;
    let mailer = ground.start("mailer").await;
    let add = [
        "staff",
        "add",
        ANNA,
        "--name",
        "Anna Muster",
        "--role",
        "admin",
        "--language",
        "fr",
        "--mail",
    ];
    let said = ground.succeed(&add);
    assert!(!said.contains("/console/link/"), "shown to nobody: {said}");
    let mails = ground.mail.wait_for(1).await;
    assert!(
        mails[0].subject.starts_with("Votre compte"),
        "{}",
        mails[0].subject
    );
    assert!(mails[0].link("/console/link/").starts_with("http"));
    drop(mailer);
    ground.remove().await;
}

#[tokio::test]
async fn guessing_is_slowed_down_also_after_a_restart() {
    let ground = Ground::embedded().await;
    let mut kontor = ground.start("up").await;
    anna(&ground, &kontor).await;
    // The pauses double, so after some tries there is one that outlasts a restart.
    let is_slowed_for_long = async || wait_told(&kontor).await >= 30;
    assert!(
        wait::reached(WAIT, is_slowed_for_long).await,
        "nobody is slowed down"
    );
    kontor.kill();
    let again = ground.start("up").await;
    assert!(wait_told(&again).await > 0, "a restart does not help");
}

/// For how many seconds a guesser is told to wait.
async fn wait_told(kontor: &Kontor) -> u64 {
    let guess = "email=anna@office.example&password=not+the+one+at+all";
    let request = client()
        .post(kontor.staff_url("/console/sign-in?lang=en"))
        .body(guess)
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = request.send().await.unwrap();
    if answer.status() != StatusCode::TOO_MANY_REQUESTS {
        return 0;
    }
    let text = answer.text().await.unwrap();
    let (_, after) = text.split_once("Please wait ").unwrap();
    after
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap_or(1)
}
