//! Reasons why an image cannot be fetched, read or decoded. Each stands in a row or behind a colon.

use std::net::IpAddr;

use crate::error::{Error, Reason};
use crate::message::{Declared, Message};
use crate::messages;

messages! {
    /// Why bytes are no image that is kept.
    pub enum Unfit {
        Empty => "engine_unfit_empty",
        NotAnImage { detail: OtherKind } => "engine_unfit_no_picture",
        // It could run scripts and reach the network.
        Svg => "engine_unfit_svg",
        TooLarge { width: u32, height: u32 } => "engine_unfit_too_large",
        // The data of a JPEG passes over the image more often than is decoded.
        TooManyScans => "engine_unfit_scans",
        Broken { detail: Defect } => "engine_unfit_broken",
    }
}

messages! {
    /// What is wrong with a file that begins as an image does.
    pub enum Defect {
        Cut => "engine_unfit_cut",
        NoPixels => "engine_unfit_no_pixels",
        AvifNotDecoded => "engine_unfit_avif_not_decoded",
        AvifWithoutSize => "engine_unfit_avif_no_size",
        AvifOtherSize => "engine_unfit_avif_size",
        AvifTwice => "engine_unfit_avif_twice",
        AvifMoves => "engine_unfit_avif_moves",
        AvifParts => "engine_unfit_avif_parts",
        AvifKind => "engine_unfit_avif_kind",
        WebpFrame => "engine_unfit_webp_frame",
        TooManyParts => "engine_unfit_parts",
        JpegPart => "engine_unfit_jpeg_part",
        TwoImages => "engine_unfit_two_pictures",
        DataBeforeSize => "engine_unfit_data_before_size",
        JpegKind => "engine_unfit_jpeg_kind",
        Components => "engine_unfit_components",
        TwoSizes => "engine_unfit_two_sizes",
        Decoder { text: String } => "engine_unfit_decoder",
    }
}

messages! {
    /// What a file is that is no image.
    pub enum OtherKind {
        Pdf => "engine_sniffed_pdf",
        Bmp => "engine_sniffed_bmp",
        Tiff => "engine_sniffed_tiff",
        Icon => "engine_sniffed_icon",
        Zip => "engine_sniffed_zip",
        Gzip => "engine_sniffed_gzip",
        JpegXl => "engine_sniffed_jpeg_xl",
        Json => "engine_sniffed_json",
        Heic => "engine_sniffed_heic",
        Video => "engine_sniffed_video",
        Blanks => "engine_sniffed_blanks",
        Text => "engine_sniffed_text",
        Unknown => "engine_sniffed_unknown",
        Xml => "engine_sniffed_xml",
        Html => "engine_sniffed_html",
    }
}

messages! {
    /// Why there are no bytes.
    pub enum NoBytes {
        FileTooLarge { size: u64, most: u64 } => "engine_picture_file_too_large",
        FileNotThere => "engine_picture_file_not_there",
        AddressUnreadable => "engine_address_unreadable",
        AddressRefused { scheme: String } => "engine_address_refused",
        AddressWithPassword => "engine_address_with_password",
        AddressTooLong => "engine_address_too_long",
        DataUnreadable => "engine_data_address_unreadable",
        LocalHost { host: String, address: String } => "engine_host_on_local_net",
        NotFound => "engine_fetch_not_there",
        Gone => "engine_fetch_gone",
        NotGivenOut { status: u16 } => "engine_fetch_not_given_out",
        TooManyRequests => "engine_fetch_patience",
        HostBusy => "engine_fetch_busy",
        HostFailed { status: u16 } => "engine_fetch_host_failed",
        NoImageAnswer { status: u16 } => "engine_fetch_no_picture_answer",
        HostUnknown => "engine_fetch_host_unknown",
        LookUpTimedOut => "engine_fetch_name_in_time",
        NoAnswer => "engine_fetch_no_answer",
        TimedOut => "engine_fetch_timed_out",
        RedirectLoop => "engine_fetch_in_circles",
        TooLarge { size: u64 } => "engine_fetch_too_large",
        NotTheWeb => "engine_fetch_not_the_web",
        Nonsense => "engine_fetch_no_sense",
        Certificate { text: String } => "engine_fetch_certificate",
        ConnectionRefused => "engine_fetch_refuses",
        Unreachable => "engine_fetch_not_reached",
        BrokenOff => "engine_fetch_broke_off",
        Other { text: String } => "engine_fetch_failed",
        Tries { detail: Message, tries: u32 } => "engine_tried_times",
        NotShown { detail: Unfit } => "engine_picture_cannot_be_shown",
    }
}

impl Unfit {
    /// An image that a decoder gave up.
    pub(super) fn broken(error: &dyn std::fmt::Display) -> Self {
        let text = error.to_string().trim_end_matches('.').to_owned();
        Self::Broken { detail: Defect::Decoder { text } }
    }

    /// An image whose file ends before it does.
    pub(super) const fn cut() -> Self {
        Self::Broken { detail: Defect::Cut }
    }
}

impl From<Defect> for Unfit {
    fn from(detail: Defect) -> Self {
        Self::Broken { detail }
    }
}

impl From<OtherKind> for Unfit {
    fn from(detail: OtherKind) -> Self {
        Self::NotAnImage { detail }
    }
}

/// Lets decoders return it inside their own errors.
impl std::error::Error for Unfit {}

impl NoBytes {
    /// A host of the local network.
    pub(super) fn local_host(host: &str, address: IpAddr) -> Self {
        Self::LocalHost { host: host.to_owned(), address: address.to_string() }
    }

    /// Returns why a file could not be read.
    pub(super) fn of_file(error: &std::io::Error) -> Message {
        Reason::from(error).into()
    }
}

impl From<Unfit> for Error {
    fn from(detail: Unfit) -> Self {
        Self::NoPicture(NoBytes::NotShown { detail }.into())
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 4] {
    [Unfit::MESSAGES, Defect::MESSAGES, OtherKind::MESSAGES, NoBytes::MESSAGES]
}
