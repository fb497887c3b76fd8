//! How many connections the process can have open, by its limit on file descriptors.

/// File descriptors for the log, the runtime, and what libraries open for a moment.
const RESERVED_FOR_PROCESS: usize = 64;

/// Raises the soft limit on open file descriptors to the hard limit, and returns how many are left for
/// connections besides those that are `reserved`.
pub(super) fn for_connections(reserved: usize) -> usize {
    let limit = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_024);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // A server with very few descriptors still serves.
    limit.saturating_sub(reserved + RESERVED_FOR_PROCESS).max(16)
}
