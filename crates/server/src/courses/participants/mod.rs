//! Who is on a course: the list, invitations by a pasted list, withdrawing.

mod handlers;
pub(super) mod service;
mod views;

pub(super) use handlers::routes;
pub(super) use service::course_of_staff;
