use super::Extract;
use crate::error::Result;
pub(super) fn extract(_: &[u8], _: &str) -> Result<Extract> {
    Ok(Extract::default())
}
