//! The set-up guide of an empty site, closed for ever once used; and what it
//! sets: the site's name and logo, which administrators may change later.

mod by_command;
mod handlers;
mod logo;
mod queries;
pub(crate) mod service;
mod site;
mod views;

pub use by_command::{Admin, NoAdmin, create_administrator};
pub(crate) use handlers::{lead_to_guide, routes};
pub use service::announce;
pub(crate) use site::Site;
