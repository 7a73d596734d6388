using System.Text;

namespace Xzact.Audit.Release;

/// <summary>
/// The first line of a script as packaging tools write it anew: rpm's <c>brp-mangle-shebangs</c> makes
/// <c>#!/usr/bin/sh</c> of <c>#! /bin/sh</c> in everything that a build installs, and macros such as %configure put
/// such copies of <c>config.guess</c> into a tree. The interpreter is the same; no byte behind the line changes.
/// </summary>
internal static class InterpreterLine
{
    private const string Written = "#!/usr/bin/";

    // Interpreters that systems have under this one name; no argument and no folder of somebody's own.
    private static readonly string[] s_interpreters = ["sh", "bash", "perl"];

    private static readonly string[] s_before =
        ["#! /bin/", "#!/bin/", "#! /usr/bin/", "#!/usr/bin/env ", "#! /usr/bin/env "];

    /// <summary>What the script may have been before its first line was written anew; none if that was not.</summary>
    /// <param name="script">The script.</param>
    public static IEnumerable<byte[]> Originals(byte[] script)
    {
        string? interpreter = Array.Find(
            s_interpreters, name => script.AsSpan().StartsWith(Encoding.ASCII.GetBytes($"{Written}{name}\n")));
        return interpreter is null
            ? []
            : s_before.Select(before => Encoding.ASCII.GetBytes(before + interpreter))
                .Select(start => (byte[])[.. start, .. script.AsSpan(Written.Length + interpreter.Length)]);
    }
}
