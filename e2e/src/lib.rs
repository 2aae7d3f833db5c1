//! The real window, driven through `WebDriver`: straight to `WebKitWebDriver`, no Node. Needs a display.

mod drag;
mod page;
mod session;

pub use drag::{Held, pointer};
pub use page::ShownRow;
pub use session::{Group, Session};
