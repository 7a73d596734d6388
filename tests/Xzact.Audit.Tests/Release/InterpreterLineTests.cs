using System.Text;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class InterpreterLineTests
{
    [Theory]
    [InlineData("#!/usr/bin/sh\necho 1\n", "#! /bin/sh\necho 1\n", "#!/bin/sh\necho 1\n")]
    [InlineData("#!/usr/bin/perl\n", "#! /usr/bin/perl\n", "#!/usr/bin/env perl\n")]
    public void What_stood_before_is_among_the_originals(string script, params string[] originals) =>
        Assert.Subset(Originals(script).ToHashSet(), originals.ToHashSet());

    [Theory]
    [InlineData("#!/usr/bin/sh -e\n")]
    [InlineData("#!/usr/bin/shx\n")]
    [InlineData("#! /usr/bin/sh\n")]
    [InlineData("#!/usr/bin/sh")]
    [InlineData("#!/usr/local/bin/sh\n")]
    [InlineData("x\n#!/usr/bin/sh\n")]
    [InlineData("")]
    public void Any_other_first_line_has_none(string script) => Assert.Empty(Originals(script));

    private static IEnumerable<string> Originals(string script) =>
        InterpreterLine.Originals(Encoding.ASCII.GetBytes(script)).Select(Encoding.ASCII.GetString);
}
