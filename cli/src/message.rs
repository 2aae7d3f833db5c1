//! Messages of the command line. The engine's catalogue holds their texts.

use engine::messages;

messages! {
    /// Why a command was not carried out.
    pub enum Refused {
        OneArticle => "cli_one_article",
        NoValue { text: String } => "cli_no_value",
        NoMoment { text: String } => "cli_no_moment",
        NoBackup => "cli_no_backup",
        BeingFetched => "cli_being_fetched",
        NoReceipt => "cli_no_receipt",
        UnknownProfile { name: String, profiles: Vec<String> } => "cli_unknown_profile",
        ListNotRead { text: String } => "cli_list_not_read",
        ListTooLong { size: u64 } => "cli_list_too_long",
        Arguments { text: String } => "cli_arguments",
    }
}

messages! {
    /// What to do next.
    pub enum Hint {
        SeeHelp => "cli_see_help",
    }
}

#[cfg(test)]
mod tests {
    use engine::message::catalogue::problems;

    use super::*;

    #[test]
    fn every_message_of_the_command_line_has_a_text_in_every_language() {
        for catalogue in [include_str!("../../ui/messages/en.json"), include_str!("../../ui/messages/de.json")] {
            let declared = [Refused::MESSAGES, Hint::MESSAGES].into_iter().flatten();
            assert_eq!(problems(catalogue, declared), Vec::<String>::new());
        }
    }
}
