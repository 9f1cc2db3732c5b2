//! How much one address may send. So much at once, then as much again spread evenly over ten minutes.

use crate::error::{Error, Result};
use crate::visitor::Visitor;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{NotUntil, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const WINDOW: Duration = Duration::from_mins(10);
/// So many parts may each file come in, on the average: a signal that breaks every 160 KiB.
const PARTS: NonZeroU32 = NonZeroU32::new(64).expect("more than nothing");
/// So often may each code be tried, on the average.
const TRIES: NonZeroU32 = NonZeroU32::new(3).expect("more than nothing");
/// After so many requests the addresses that have been quiet for long enough are forgotten.
const TIDY_EVERY: u32 = 10_000;

/// The limits of what citizens send. Whole streets may share one address, and a helper sends for many.
#[derive(Debug)]
pub struct Rates {
    uploads: Limit<DefaultClock>,
    parts: Limit<DefaultClock>,
    submissions: Limit<DefaultClock>,
    codes: Limit<DefaultClock>,
    tries: Limit<DefaultClock>,
}

impl Rates {
    /// How many files, forms, and codes to sign in with, in ten minutes.
    pub fn new(uploads: NonZeroU32, submissions: NonZeroU32, codes: NonZeroU32) -> Self {
        let limit = |count| Limit::new(count, DefaultClock::default());
        let parts = uploads.saturating_mul(PARTS);
        let tries = codes.saturating_mul(TRIES);
        Self {
            uploads: limit(uploads),
            parts: limit(parts),
            submissions: limit(submissions),
            codes: limit(codes),
            tries: limit(tries),
        }
    }

    /// Counts a file; an error when it is one too many.
    pub fn upload(&self, visitor: Visitor) -> Result<()> {
        self.uploads.count(visitor.0)
    }

    /// Counts a part of a file; an error when it is one too many.
    pub fn part(&self, visitor: Visitor) -> Result<()> {
        self.parts.count(visitor.0)
    }

    /// Counts a form; an error when it is one too many.
    pub fn submission(&self, visitor: Visitor) -> Result<()> {
        self.submissions.count(visitor.0)
    }

    /// Counts a code that is to be sent; an error when it is one too many.
    pub fn code(&self, visitor: Visitor) -> Result<()> {
        self.codes.count(visitor.0)
    }

    /// Counts a try of a code; an error when it is one too many.
    pub fn try_code(&self, visitor: Visitor) -> Result<()> {
        self.tries.count(visitor.0)
    }
}

#[derive(Debug)]
struct Limit<C: Clock> {
    limiter: RateLimiter<IpAddr, HashMapStateStore<IpAddr>, C, NoOpMiddleware<C::Instant>>,
    clock: C,
    counted: AtomicU32,
}

impl<C: Clock + Clone> Limit<C> {
    fn new(count: NonZeroU32, clock: C) -> Self {
        // Never shorter than a nanosecond: a limit in the billions is none.
        let each = (WINDOW / count.get()).max(Duration::from_nanos(1));
        let quota = Quota::with_period(each).unwrap_or(Quota::per_second(count)).allow_burst(count);
        let limiter = RateLimiter::new(quota, HashMapStateStore::default(), clock.clone());
        Self { limiter, clock, counted: AtomicU32::new(0) }
    }

    fn count(&self, address: IpAddr) -> Result<()> {
        if self.counted.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&address).map_err(|wait: NotUntil<_>| {
            let wait = wait.wait_time_from(self.clock.now());
            Error::TooManyRequests { retry_after_s: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX) + 1 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    #[test]
    fn takes_so_many_at_once_and_then_as_many_in_ten_minutes() {
        let clock = FakeRelativeClock::default();
        let limit = Limit::new(NonZeroU32::new(10).unwrap(), clock.clone());
        let [one, other] = [IpAddr::from([1, 1, 1, 1]), IpAddr::from([2, 2, 2, 2])];
        for _ in 0..10 {
            assert!(limit.count(one).is_ok());
        }
        assert!(matches!(limit.count(one), Err(Error::TooManyRequests { retry_after_s: 61 })));
        assert!(limit.count(other).is_ok(), "another address");
        clock.advance(Duration::from_mins(1));
        assert!(limit.count(one).is_ok(), "one more a minute");
        assert!(limit.count(one).is_err());
        clock.advance(WINDOW);
        for _ in 0..10 {
            assert!(limit.count(one).is_ok());
        }
        assert!(limit.count(one).is_err());
    }

    #[test]
    fn a_limit_in_the_billions_is_none() {
        let limit = Limit::new(NonZeroU32::MAX, FakeRelativeClock::default());
        for _ in 0..=TIDY_EVERY {
            assert!(limit.count(IpAddr::from([1, 1, 1, 1])).is_ok());
        }
    }
}
