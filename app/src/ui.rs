//! The parts that pages are made of.

mod ago;
mod field;
mod form_token;
mod frame;
mod icon;
mod moment;
mod passkey;

pub use ago::ago;
pub use field::{
    Field, FieldKind, area_text, email_field, form_summary, not_yet_done, problem_text, wide_submit,
};
pub use form_token::{FORM_TOKEN, FormToken};
pub use frame::{Crumb, PageHead, TopBar, simple_page, task_page};
pub use icon::Icon;
pub use moment::{iso_moment, moment};
pub use passkey::{PasskeyUse, passkey_button};
