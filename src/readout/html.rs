use super::Extract;
use crate::error::Result;
pub(super) fn extract(_: &str, _: &str, _: Option<&str>) -> Result<Extract> {
    Ok(Extract::default())
}
