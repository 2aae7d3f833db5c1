//! stub
pub mod article;
pub mod decide;
pub mod desk;
pub mod document;
pub mod error;
pub mod screen;
