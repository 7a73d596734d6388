using Xzact.Reading;

namespace Xzact.Tests.Reading;

public sealed class FileCoderTests
{
    [Fact]
    public async Task What_is_asked_for_is_given_however_it_is_read()
    {
        byte[] file = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        foreach (int piece in (int[])[1, 3, 1000])
        {
            var coder = new Backwards(200);
            coder.Run((buffer, offset) =>
            {
                int count = Math.Min(piece, buffer.Length);
                file.AsSpan((int)offset, count).CopyTo(buffer);
                return count;
            });
            Assert.Equal(file, coder.Seen);
        }

        var atOnce = new Backwards(200);
        atOnce.Run(new MemoryStream(file));
        Assert.Equal(file, atOnce.Seen);
        var later = new Backwards(200);
        await later.RunAsync(new MemoryStream(file), CancellationToken.None);
        Assert.Equal(file, later.Seen);
    }

    [Fact]
    public void The_end_of_the_file_is_a_failure_and_no_endless_loop()
    {
        var coder = new Backwards(200);
        coder.Run(new MemoryStream(new byte[195]));
        Assert.Equal(XzError.UnexpectedEnd, coder.Failure!.Error);
        Assert.Equal(195, coder.Failure.Offset);
        Assert.True(coder.Wanted.IsEmpty);
    }

    /// <summary>Reads a file in pieces of ten bytes from its end to its start.</summary>
    private sealed class Backwards : FileCoder
    {
        private long _end;

        public Backwards(long size)
        {
            _end = size;
            Begin();
        }

        public List<byte> Seen { get; } = [];

        protected override void Advance()
        {
            if (Has(_end - 10, 10))
            {
                Seen.InsertRange(0, Window(_end - 10, _end));
                _end -= 10;
            }

            if (_end == 0)
            {
                Complete();
            }
            else
            {
                Request(_end - 10, _end);
            }
        }
    }
}
