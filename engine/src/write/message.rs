//! Messages about files that were not written or not reverted.

use crate::error::Reason;
use crate::message::{Declared, Message};
use crate::messages;

messages! {
    /// Why a file was not written or reverted.
    pub enum NotWritten {
        ChangedOnDisk => "engine_changed_on_disk",
        ChangedSincePlan => "engine_plan_changed",
        DoesNotReadBack => "engine_does_not_read_back",
        NoPermission { detail: Protected } => "engine_may_not_be_written",
        HardLinks { number: u64 } => "engine_hard_links",
        GroupLost { number: u32 } => "engine_group_lost",
        AttributeLost { name: String } => "engine_attribute_lost",
        Failed { detail: Reason } => "engine_file_not_written",
        FormerBytesDamaged => "engine_former_bytes_damaged",
        WrittenLater => "engine_later_hand_over_wrote",
        ChangedSinceHandOver => "engine_changed_since_hand_over",
        ArrivedDamaged => "engine_arrived_damaged",
        NotApplied { detail: Message } => "engine_file_left_as_it_is",
        NoPlace { path: String } => "engine_decision_has_no_place",
        ImagesNotCopied => "engine_pictures_not_copied",
    }
}

messages! {
    /// What must have write permission before a file is replaced.
    pub enum Protected {
        File => "engine_what_file",
        Folder => "engine_what_folder",
    }
}

messages! {
    /// What to do about a file that was not written or reverted.
    pub enum Remedy {
        ImportThenHandOver => "engine_hint_import_then_hand_over",
        PlanAgain => "engine_hint_plan_again",
        ImportAndCompare => "engine_hint_another_program_wrote",
        GivePermission { detail: Protected } => "engine_hint_give_permission",
        RemoveHardLinks => "engine_hint_hard_links",
        PutBackAndImport => "engine_hint_put_back_git",
        CorrectAndHandOver => "engine_hint_mend_and_hand_over",
        JoinGroup => "engine_hint_group_lost",
        RemoveAttribute => "engine_hint_attribute_lost",
        RestoreAndImport => "engine_hint_put_back_and_import",
        RevertLaterFirst => "engine_hint_take_that_back_first",
        ImportToCompare => "engine_hint_import_to_compare",
        CheckAndImport => "engine_hint_doctor_and_put_back",
        RebuildAndImport => "engine_hint_rebuild_and_import",
        AddressesStay => "engine_hint_addresses_stay",
    }
}

messages! {
    /// Why nothing is written or reverted now.
    pub enum Refused {
        NoHandOver => "engine_no_hand_over_to_take_back",
        BeingWritten => "engine_being_handed_over",
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 4] {
    [NotWritten::MESSAGES, Protected::MESSAGES, Remedy::MESSAGES, Refused::MESSAGES]
}
