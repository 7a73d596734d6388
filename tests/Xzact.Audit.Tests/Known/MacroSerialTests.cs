using System.Text;
using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class MacroSerialTests
{
    [Theory]
    [InlineData("# foo.m4 serial 12 (gettext-0.18)\n", 12)]
    [InlineData("# foo.m4\n# serial 3\n", 3)]
    [InlineData("#serial 7\n", 7)]
    [InlineData("dnl foo.m4 serial 4\n", 4)]
    [InlineData("AC_DEFUN([X])\n#   serial\t5   -*- autoconf -*-\n", 5)]
    [InlineData("# foo.m4 serial 99999999999\n", null)]
    [InlineData("# a serialized thing 5\n", null)]
    [InlineData("m4_define([serial], 5)\n", null)]
    [InlineData("", null)]
    public void The_number_is_read_where_upstream_writes_it(string text, int? serial) =>
        Assert.Equal(serial, MacroSerial.Find(Encoding.UTF8.GetBytes(text)));
}
