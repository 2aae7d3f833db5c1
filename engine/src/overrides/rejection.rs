//! Messages about decisions that an article cannot take.

use crate::document::ValueKind;
use crate::message::Declared;
use crate::messages;

messages! {
    /// Reasons why a decision cannot be applied to an article.
    pub enum Rejection {
        NoPath { path: String } => "engine_no_path",
        QualityOutside { value: i64 } => "engine_quality_outside",
        WrongType { path: String, detail: ValueKind, text: String } => "engine_must_be_not",
        ReportHasNone { name: String, detail: ReportPart } => "engine_report_has_none",
        OtherReportHasNone { detail: ReportPart } => "engine_other_report_has_none",
        NoSuchReport => "engine_no_such_report",
        LeadGone { title: String } => "engine_lead_gone",
        NoImageCanBeChosen { path: String } => "engine_no_picture_can_be_chosen",
        ImageNotNamed => "engine_picture_not_named",
    }
}

messages! {
    /// Parts of a report that an article can take over.
    pub enum ReportPart {
        Headline => "engine_part_headline",
        Excerpt => "engine_part_excerpt",
        Image => "engine_part_picture",
    }
}

messages! {
    /// What to do about a decision that cannot be applied.
    pub enum Remedy {
        NameKeys => "engine_hint_name_keys",
        NumberToHundred => "engine_hint_number_to_hundred",
        GiveSuchAValue => "engine_hint_such_a_value",
        ChooseReport => "engine_hint_another_report",
        CountFromZero => "engine_hint_reports_from_zero",
        ChooseLead => "engine_hint_another_lead",
        SetUrl { path: String } => "engine_hint_set_url",
        ChooseImage => "engine_hint_another_picture",
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 3] {
    [Rejection::MESSAGES, ReportPart::MESSAGES, Remedy::MESSAGES]
}
