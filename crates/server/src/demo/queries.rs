//! Every SQL statement of the feature.

pub(super) use crate::{
    rows::insert_all,
    settings::{put_setting, setting},
};
