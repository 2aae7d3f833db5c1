//! stub
pub mod article;
pub mod screen;
pub mod decide;
pub mod desk;
pub mod error;
