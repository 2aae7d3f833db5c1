//! Messages of the window's process. The engine's catalogue holds their texts.

use engine::message::{Declared, Message};
use engine::messages;

messages! {
    /// Why a request of the page was not carried out.
    pub enum Refused {
        NoBackup { path: String } => "engine_no_backup_of_library",
        BeingRestored => "engine_backup_being_put_back",
        BeingRebuilt => "engine_library_being_rebuilt",
        BeingOpened => "engine_library_is_opened",
        Importing => "engine_files_being_taken_in",
        OwnLibraryFirst => "engine_own_library_first",
        InUse => "engine_library_in_use",
        Internal => "engine_went_wrong_inside",
        NoRandomNumbers { error: String } => "engine_no_random_numbers",
        NotChosen => "engine_not_chosen",
        NotListed => "engine_not_listed",
        SampleDesk { text: String } => "engine_sample_desk_not_laid_out",
        LinkNotOpened { detail: Message } => "engine_link_not_opened",
        NotSetHere { path: String } => "engine_not_set_here",
        MenuNotShown { text: String } => "engine_menu_not_shown",
        WatchedInDialog => "engine_watched_in_dialog",
        BrowserNotOpened { text: String } => "engine_browser_not_opened",
    }
}

messages! {
    /// Background work that failed. It is tried again later.
    pub enum Background {
        DailyBackup { detail: Message } => "engine_background_backup",
        Images { detail: Message } => "engine_background_images",
        OtherPrograms { detail: Message } => "engine_background_other_programs",
    }
}

messages! {
    /// Why a link was not opened.
    pub enum LinkReason {
        NoWebAddress => "engine_why_no_web_address",
        NotInText => "engine_why_link_not_held",
        System { text: String } => "engine_why_system",
    }
}

messages! {
    /// What to do next.
    pub enum Hint {
        TryAgain => "engine_hint_nothing_lost",
        StartAgain => "engine_start_again",
        ChooseAgain => "engine_choose_again",
        OpenListAgain => "engine_open_list_again",
        CheckDisk => "engine_hint_disk_not_full",
        OpenSource => "engine_hint_open_source",
        SetElsewhere => "engine_set_elsewhere",
        UsePalette => "engine_hint_palette",
        OpenYourself { url: String } => "engine_hint_open_yourself",
    }
}

/// Returns every message that this crate declares.
pub fn declared() -> impl Iterator<Item = &'static Declared> {
    [Refused::MESSAGES, Background::MESSAGES, LinkReason::MESSAGES, Hint::MESSAGES].into_iter().flatten()
}
