using System.Text;

namespace Xzact.Audit.Tool.Tests;

public sealed class StandardOutputTests
{
    private sealed class Broken(int errno) : MemoryStream
    {
        public int Calls { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Calls++;
            throw new IOException("Arg_IOException", errno);
        }
    }

    [Fact]
    public void What_is_written_arrives()
    {
        using MemoryStream target = new();
        using (StandardOutput output = new(target))
        {
            output.Write(Encoding.ASCII.GetBytes("a report"), 2, 6);
        }

        Assert.Equal("report", Encoding.ASCII.GetString(target.ToArray()));
    }

    [Fact]
    public void The_first_failure_is_told_and_nothing_is_written_after_it()
    {
        using Broken target = new(28);
        using StandardOutput output = new(target);
        OutputException failure = Assert.Throws<OutputException>(() => output.Write([1]));
        Assert.Equal("standard output: cannot be written: no space is left", failure.Message);
        output.Write([2]);
        Assert.Equal(1, target.Calls);
    }
}
