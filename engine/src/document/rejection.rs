//! Messages about documents that cannot be read or changed.

use crate::message::{Declared, Message};
use crate::messages;

messages! {
    /// Where in a file something was found; stands around the message that says what.
    pub enum Location {
        Line { line: u32, detail: Message } => "engine_line",
        Quoted { detail: Message, text: String } => "engine_it_reads",
    }
}

messages! {
    /// Reasons why a document cannot be read or changed.
    pub enum Rejection {
        NulByte => "engine_nul_byte",
        NotUtf8 { byte: String } => "engine_byte_not_text",
        FrontMatterNeverEnds => "engine_front_never_ends",
        Empty => "engine_file_empty",
        Toml => "engine_front_is_toml",
        Json => "engine_front_is_json",
        NoFrontMatter => "engine_no_front",
        FileTooLarge { size: u64, most: u64 } => "engine_file_too_large",
        FrontMatterTooLarge { size: u64, most: u64 } => "engine_front_too_large",
        GitConflict => "engine_git_could_not_merge",
        QuoteNeverClosed => "engine_quote_never_closed",
        TextBehindQuote => "engine_text_behind_quote",
        UnknownEscape => "engine_backslash_before_letter",
        ValueCannotBegin { character: String } => "engine_value_cannot_begin",
        ControlCharacter => "engine_control_character",
        TabForSpaces => "engine_tab_for_spaces",
        ColonMisplaced => "engine_colon_misplaced",
        KeyExpected => "engine_key_expected",
        Indentation => "engine_indentation_wrong",
        BracketNeverClosed => "engine_bracket_never_closed",
        BracketNeverOpened => "engine_bracket_never_opened",
        NestedTooDeep { levels: u64 } => "engine_nested_too_deep",
        AnchorMissing => "engine_anchor_missing",
        NotYaml { text: String } => "engine_front_not_yaml",
        SecondDocument => "engine_second_yaml_document",
        EndlessAlias => "engine_alias_contains_itself",
        TooManyValues { number: u64 } => "engine_too_many_values",
        KeyTwice { key: String, line: u32 } => "engine_key_twice",
        WrongType { key: String, detail: Kind } => "engine_must_be",
        NotAMapping => "engine_front_no_keys",
        ChangedSinceEdit => "engine_text_changed_since_edit",
        CannotBeChanged { path: String, detail: Obstacle } => "engine_value_refused",
    }
}

messages! {
    /// Kinds of value that a field can require.
    pub enum Kind {
        Text => "engine_kind_text",
        WholeNumber => "engine_kind_whole_number",
        TrueOrFalse => "engine_kind_true_or_false",
        List => "engine_kind_list",
    }
}

messages! {
    /// Reasons why one value of a document cannot be changed.
    pub enum Obstacle {
        WhereItStands => "engine_refused_where_it_stands",
        HoldsDate => "engine_refused_holds_date",
        HoldsList => "engine_refused_holds_list",
        NotThere => "engine_refused_not_there",
        NotAsWhole => "engine_refused_not_as_whole",
        EmptyItem => "engine_refused_empty_item",
        ChangesSomethingElse => "engine_refused_something_else_too",
        MoreThanTexts => "engine_refused_more_than_texts",
        NotOneLinePerItem => "engine_refused_one_line_an_item",
        NotAList => "engine_refused_no_list",
        LineHoldsMore => "engine_refused_line_holds_more",
        NotAnItem => "engine_refused_no_item",
        HasNoList => "engine_refused_has_no_list",
        NoPlaceInList => "engine_refused_no_place_in_list",
        WouldShareLine => "engine_refused_would_share_line",
        CannotBeMoved => "engine_refused_cannot_be_moved",
        NotAKey => "engine_refused_no_key",
        ParentMissing => "engine_refused_holder_missing",
        CannotBeInserted => "engine_refused_not_put_in",
        InsideFlow => "engine_refused_between_brackets",
        NoPlaceToInsert => "engine_refused_cannot_be_put_in",
        RemovalInsideFlow => "engine_refused_inside_brackets",
        CannotBeRemoved => "engine_refused_cannot_be_taken_out",
        NoSuchReport => "engine_refused_no_such_report",
        CannotLead => "engine_refused_no_lead",
        KeyNotWritable => "engine_refused_key_not_writable",
        Nothing => "engine_refused_would_hold_nothing",
    }
}

messages! {
    /// What to do about a document that cannot be read or changed.
    pub enum Remedy {
        RestoreFile => "engine_hint_file_damaged",
        SaveAsUtf8 => "engine_hint_save_as_text",
        CloseFrontMatter => "engine_hint_close_front",
        BeginWithFrontMatter => "engine_hint_begins_with_front",
        YamlOnly => "engine_hint_yaml_only",
        AddFrontMatter => "engine_hint_add_front",
        RemoveLargeParts => "engine_hint_take_large_parts_out",
        MoveLongText => "engine_hint_move_long_text",
        CorrectLine => "engine_hint_mend_line",
        KeepOneVersion => "engine_hint_keep_one_version",
        CloseQuote => "engine_hint_close_quote",
        EscapeQuote => "engine_hint_quote_inside",
        EscapeBackslash => "engine_hint_write_backslash",
        QuoteValue => "engine_hint_quote_value",
        RemoveCharacter => "engine_hint_take_character_out",
        ReplaceTab => "engine_hint_replace_tab",
        QuoteColon => "engine_hint_colon_of_text",
        WriteKey => "engine_hint_write_key",
        AlignLine => "engine_hint_align_line",
        CloseBracket => "engine_hint_close_bracket",
        RemoveBracket => "engine_hint_take_bracket_out",
        NotNestedLikeThis => "engine_hint_not_nested_like_this",
        NotLikeThis => "engine_hint_not_like_this",
        RemoveOneKey => "engine_hint_remove_one_key",
        CorrectValue => "engine_hint_correct_value",
        EditAgain => "engine_hint_edit_anew",
        ChangeInFile => "engine_hint_change_in_file",
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 5] {
    [Location::MESSAGES, Rejection::MESSAGES, Kind::MESSAGES, Obstacle::MESSAGES, Remedy::MESSAGES]
}
