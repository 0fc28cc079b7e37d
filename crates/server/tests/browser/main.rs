//! What only a browser can show. Needs `chromium` and `chromedriver` on the PATH;
//! run with `cargo test -p server --features browser-tests --test browser`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

#[path = "../it/support.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod support;

#[path = "../it/playing.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod playing;

#[path = "../it/recording.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod recording;

mod access_tokens;
mod administrator;
mod automation;
mod axe;
mod coordinator;
mod driver;
mod hostile;
mod look;
mod pages;
mod player;
mod player_content;
mod player_windows;
mod pretend;
mod start_page;
mod trainee;
mod trainer;
mod versions;
