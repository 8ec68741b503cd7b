//! Counters of attempts that may be guesses.

use super::{Store, StoreError};

/// Repository of counters.
pub struct Limits<'a>(pub(super) &'a Store);

/// How patient a counter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Attempts that may follow each other without a wait.
    pub free: u32,
    /// The wait after these; it doubles with every further attempt, seconds.
    pub first_wait_s: i64,
    /// The wait never becomes longer than this, so that nobody is locked out, seconds.
    pub longest_wait_s: i64,
    /// An attempt is forgotten after this time, seconds.
    pub forgotten_after_s: i64,
}

/// A counter and how patient it is.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    /// Which counter.
    pub key: [u8; 32],
    /// How patient.
    pub patience: Patience,
}

/// The state of a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
struct Count {
    failures: i64,
    next_at: i64,
    updated_at: i64,
}

impl Patience {
    /// Counts an attempt.
    ///
    /// # Errors
    /// Seconds to wait.
    fn count(&self, before: Count, now_s: i64) -> Result<Count, i64> {
        if before.next_at > now_s {
            return Err(before.next_at - now_s);
        }
        let forgotten = (now_s - before.updated_at).max(0) / self.forgotten_after_s;
        let failures = (before.failures - forgotten).max(0) + 1;
        let beyond = failures - i64::from(self.free);
        let wait_s = if beyond < 0 {
            0
        } else {
            self.first_wait_s.saturating_mul(1 << beyond.min(30)).min(self.longest_wait_s)
        };
        Ok(Count { failures, next_at: now_s + wait_s, updated_at: now_s })
    }
}

impl Limits<'_> {
    /// Counts one attempt on every counter, or on none if one of them says to wait: then the seconds.
    ///
    /// # Errors
    /// The database fails.
    pub async fn attempt(&self, counters: &[Counter], now_s: i64) -> Result<Result<(), u32>, StoreError> {
        let mut transaction = self.0.data.begin().await?;
        let mut counted = Vec::with_capacity(counters.len());
        let mut wait_s = 0;
        for Counter { key, patience } in counters {
            let before: Option<Count> =
                sqlx::query_as("select failures, next_at, updated_at from limits where limit_key = ?")
                    .bind(key.as_slice())
                    .fetch_optional(&mut *transaction)
                    .await?;
            match patience.count(before.unwrap_or_default(), now_s) {
                Ok(count) => counted.push((key, count)),
                Err(seconds) => wait_s = wait_s.max(seconds),
            }
        }
        if wait_s > 0 {
            return Ok(Err(u32::try_from(wait_s).unwrap_or(u32::MAX)));
        }
        for (key, Count { failures, next_at, updated_at }) in counted {
            sqlx::query(
                "insert into limits (limit_key, failures, next_at, updated_at) values (?, ?, ?, ?)
                 on conflict (limit_key) do update
                 set failures = excluded.failures, next_at = excluded.next_at,
                     updated_at = excluded.updated_at",
            )
            .bind(key.as_slice())
            .bind(failures)
            .bind(next_at)
            .bind(updated_at)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(Ok(()))
    }

    /// Takes an attempt back that was no guess.
    ///
    /// # Errors
    /// The database fails.
    pub async fn give_back(&self, key: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query(
            "update limits set failures = max(failures - 1, 0), next_at = updated_at where limit_key = ?",
        )
        .bind(key.as_slice())
        .execute(self.0.data.writer())
        .await?;
        Ok(())
    }

    /// Forgets everything that a counter has counted.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget(&self, key: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("delete from limits where limit_key = ?")
            .bind(key.as_slice())
            .execute(self.0.data.writer())
            .await?;
        Ok(())
    }

    /// Removes counters that have not counted since a time.
    ///
    /// # Errors
    /// The database fails.
    pub async fn delete_older(&self, than_s: i64) -> Result<(), StoreError> {
        sqlx::query("delete from limits where updated_at < ?")
            .bind(than_s)
            .execute(self.0.data.writer())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience =
        Patience { free: 3, first_wait_s: 10, longest_wait_s: 60, forgotten_after_s: 100 };

    #[test]
    fn waits_double_up_to_the_longest_and_no_further() {
        let (mut count, mut now_s, mut waits) = (Count::default(), 1_000, Vec::new());
        for _ in 0..9 {
            count = PATIENCE.count(count, now_s).unwrap();
            waits.push(count.next_at - now_s);
            now_s = count.next_at;
        }
        assert_eq!(waits, [0, 0, 10, 20, 40, 60, 60, 60, 60]);
    }

    #[test]
    fn asking_during_a_wait_does_not_prolong_it() {
        let mut count = Count::default();
        for _ in 0..3 {
            count = PATIENCE.count(count, 1_000).unwrap();
        }
        assert_eq!(PATIENCE.count(count, 1_004), Err(6));
        assert_eq!(PATIENCE.count(count, 1_009), Err(1));
        assert!(PATIENCE.count(count, 1_010).is_ok());
    }

    #[test]
    fn attempts_are_forgotten_one_by_one() {
        let count = Count { failures: 7, next_at: 0, updated_at: 1_000 };
        assert_eq!(PATIENCE.count(count, 1_099).unwrap().failures, 8);
        assert_eq!(PATIENCE.count(count, 1_300).unwrap().failures, 5);
        assert_eq!(PATIENCE.count(count, 9_000).unwrap().failures, 1);
    }
}
