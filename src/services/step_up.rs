//! Step-up: what cannot be undone, or gives somebody more rights, needs a fresh proof of who acts.

use app::api::{Actor, AppError};

use super::Context;
use crate::witness::SteppedUp;

/// A proof is fresh for this long, seconds.
pub const FRESH_S: i64 = 10 * 60;

impl Context {
    /// Demands a fresh proof.
    ///
    /// # Errors
    /// [`AppError::StepUpRequired`] if the last one is too old.
    pub fn stepped_up(&self, actor: &Actor) -> Result<SteppedUp, AppError> {
        let age_s = self.clock.now_s() - actor.proved_at_s;
        if (0..=FRESH_S).contains(&age_s) {
            Ok(SteppedUp::proved(actor.account))
        } else {
            Err(AppError::StepUpRequired)
        }
    }
}
