//! Selection and randomization processes [SR]. The generator's state is part
//! of the tree's state, so that a replay gives the same order.

use crate::sequencing::definition::Timing;
use crate::sequencing::state::{ActivityState, SharedState, TreeState};
use crate::sequencing::tracking::Sequencer;
use crate::sequencing::tree::{ActivityTree, Index};

impl TreeState {
    /// A fresh course attempt. `seed` decides selections and orders; any value
    /// that differs between attempts will do.
    pub fn new(tree: &ActivityTree, seed: u64) -> Self {
        let state = Self {
            activities: vec![ActivityState::default(); tree.len()],
            current: None,
            suspended: None,
            shared: SharedState::default(),
            random: seed,
        };
        let mut sequencer = Sequencer::of(tree, state);
        for index in 0..tree.len() {
            sequencer.select_children(index, |it| it != Timing::Never);
            sequencer.randomize_children(index, |it| it != Timing::Never);
        }
        sequencer.state
    }
}

impl Sequencer<'_> {
    /// What happens on each new attempt happens when the old one ends: the
    /// flow that leads to the new attempt already needs the new order.
    pub(crate) fn arrange_children_again(&mut self, index: Index) {
        self.select_children(index, |it| it == Timing::OnEachNewAttempt);
        self.randomize_children(index, |it| it == Timing::OnEachNewAttempt);
    }

    /// Select Children Process [SR.1]: keeps the children's order.
    fn select_children(&mut self, index: Index, when: impl Fn(Timing) -> bool) {
        let selection = &self.activity(index).sequencing().selection;
        let Some(count) = selection.count.filter(|_| when(selection.timing)) else {
            return;
        };
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let mut chosen = self.activity(index).children.clone();
        while count < chosen.len() {
            let leaves = self.random_below(chosen.len());
            chosen.remove(leaves);
        }
        self.at_mut(index).available = Some(chosen);
    }

    /// Randomize Children Process [SR.2].
    fn randomize_children(&mut self, index: Index, when: impl Fn(Timing) -> bool) {
        let randomization = &self.activity(index).sequencing().randomization;
        if !randomization.reorder_children || !when(randomization.timing) {
            return;
        }
        let mut children = self.available_children(index).to_vec();
        for last in (1..children.len()).rev() {
            let other = self.random_below(last + 1);
            children.swap(last, other);
        }
        self.at_mut(index).available = Some(children);
    }

    /// A number below `bound`, which is not 0, by the `SplitMix64` generator.
    fn random_below(&mut self, bound: usize) -> usize {
        self.state.random = self.state.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(mixed % bound).unwrap_or(0)
    }
}
