//! A set of slots, one bit each.

/// Place of a fact in the index, newest first.
pub type Slot = u32;

/// Which slots are in it.
#[derive(Debug, Clone, Default)]
pub struct Bits {
    words: Vec<u64>,
    slots: usize,
}

impl Bits {
    /// None of so many slots.
    pub fn none(slots: usize) -> Self {
        Self { words: vec![0; slots.div_ceil(64)], slots }
    }

    /// All of so many slots.
    pub fn all(slots: usize) -> Self {
        Self { words: vec![u64::MAX; slots.div_ceil(64)], slots }
    }

    /// Those for which something holds.
    pub fn those<T>(of: &[T], holds: impl Fn(&T) -> bool) -> Self {
        let words = of.chunks(64).map(|chunk| {
            chunk.iter().enumerate().fold(0_u64, |word, (bit, item)| word | (u64::from(holds(item)) << bit))
        });
        Self { words: words.collect(), slots: of.len() }
    }

    /// Puts one in.
    pub fn put(&mut self, slot: Slot) {
        if let Some(word) = self.words.get_mut(slot as usize / 64) {
            *word |= 1 << (slot % 64);
        }
    }

    /// Puts one in or takes it out; makes room for it.
    pub fn set(&mut self, slot: Slot, is: bool) {
        let at = slot as usize;
        self.slots = self.slots.max(at + 1);
        self.words.resize(self.words.len().max(self.slots.div_ceil(64)), 0);
        let bit = 1 << (slot % 64);
        if is {
            self.words[at / 64] |= bit;
        } else {
            self.words[at / 64] &= !bit;
        }
    }

    /// Whether one is in it.
    pub fn has(&self, slot: Slot) -> bool {
        self.words.get(slot as usize / 64).is_some_and(|word| word >> (slot % 64) & 1 == 1)
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Keeps what is not in the other, which has as many slots.
    pub fn and_not(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Takes in what is in the other.
    pub fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Turns it round.
    pub fn not(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
    }

    /// All that are in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        let slots = Slot::try_from(self.slots).unwrap_or(Slot::MAX);
        let words = self.words.iter().zip((0..).step_by(64));
        let bits = words.flat_map(|(word, first)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(first + bit)
            })
        });
        bits.take_while(move |slot| *slot < slots)
    }

    /// How many are in it.
    pub fn count(&self) -> usize {
        let whole = self.slots / 64;
        let full: u32 = self.words[..whole].iter().map(|word| word.count_ones()).sum();
        let rest = self.words.get(whole).map_or(0, |word| (word & ((1 << (self.slots % 64)) - 1)).count_ones());
        (full + rest) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_beyond_their_last_slot_are_empty() {
        let mut all = Bits::none(70);
        all.not();
        assert_eq!((all.count(), all.iter().count()), (70, 70), "turning round must not make up slots");
        let mut odd = Bits::those(&(0..70).collect::<Vec<u32>>(), |slot| slot % 2 == 1);
        odd.and(&Bits::all(70));
        assert_eq!(odd.iter().take(2).collect::<Vec<_>>(), [1, 3]);
        odd.put(0);
        assert!(odd.has(0) && !odd.has(2) && odd.count() == 36);
        odd.set(1, false);
        odd.set(130, true);
        assert_eq!((odd.has(1), odd.has(130), odd.count(), odd.iter().last()), (false, true, 36, Some(130)));
    }
}
