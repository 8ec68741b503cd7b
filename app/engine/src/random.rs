//! Random numbers from a seed: the same bits natively and in wasm, on any number of threads.
//!
//! xoshiro256++ (Blackman and Vigna, public domain) started by SplitMix64. Not for secrets.

/// A generator of random numbers.
///
/// Whoever draws for many things takes one [`Random::stream`] for each, so that neither their order nor the
/// number of threads changes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut seed = seed;
        Self { state: core::array::from_fn(|_| split_mix(&mut seed)) }
    }

    /// Generator number `index` of a seed; each is independent of the others and of [`Random::new`].
    #[must_use]
    pub fn stream(seed: u64, index: u64) -> Self {
        let (mut first, mut second) = (seed, index ^ 0x6c61_7374_6761_6e67);
        Self::new(split_mix(&mut first) ^ split_mix(&mut second).rotate_left(32))
    }

    /// 64 random bits.
    pub const fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// Even in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Even among 0 to `count` - 1; 0 when there is nothing to choose from.
    pub const fn below(&mut self, count: usize) -> usize {
        // The high half of the product; its bias is below 2⁻³² for any count that fits in memory.
        ((self.next_u64() as u128 * count as u128) >> 64) as usize
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Normal distribution with mean 0 and standard deviation 1.
    pub fn normal(&mut self) -> f64 {
        // Box and Muller; the second value is left unused so that every call draws the same amount.
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        radius * libm::cos(core::f64::consts::TAU * self.unit())
    }

    /// Puts the items in random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// The next number of SplitMix64.
const fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_come_out() {
        let mut seed = 1_234_567;
        let numbers: [u64; 3] = core::array::from_fn(|_| split_mix(&mut seed));
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
        let mut random = Random { state: [1, 2, 3, 4] };
        let numbers: [u64; 5] = core::array::from_fn(|_| random.next_u64());
        assert_eq!(
            numbers,
            [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205]
        );
    }

    #[test]
    fn mean_and_spread_are_those_of_the_distributions() {
        let mut random = Random::new(1);
        let count = 100_000;
        let moments = |values: Vec<f64>| {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64;
            (mean, variance)
        };
        let (mean, variance) = moments((0..count).map(|_| random.unit()).collect());
        assert!((mean - 0.5).abs() < 0.005 && (variance - 1.0 / 12.0).abs() < 0.001);
        let (mean, variance) = moments((0..count).map(|_| random.normal()).collect());
        assert!(mean.abs() < 0.015 && (variance - 1.0).abs() < 0.02);
        let mut counts = [0; 7];
        (0..70_000).for_each(|_| counts[random.below(7)] += 1);
        assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn streams_differ_and_repeat() {
        let first = |seed, index| Random::stream(seed, index).next_u64();
        assert_eq!(first(7, 3), first(7, 3));
        let mut seen: Vec<u64> =
            (0..50).flat_map(|seed| (0..50).map(move |index| first(seed, index))).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 2_500);
    }

    #[test]
    fn shuffling_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        Random::new(5).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
