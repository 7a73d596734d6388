namespace Xzact.Tools.Messages;

/// <summary>How much is said. Each -q takes one step down, each -v one up.</summary>
internal enum Verbosity
{
    Silent,
    Errors,
    Warnings,
    Verbose,
    Debug,
}
