using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Tests.Archives.Compression;

namespace Xzact.Audit.Tests.Archives;

public sealed partial class ArchiveReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("#!/bin/sh\necho no archive, and long enough to fill a block of a tar, which has 512 bytes. ")]
    public void What_is_no_archive_is_refused_by_its_content(string text)
    {
        foreach (byte[] bytes in (byte[][])[Encoding.ASCII.GetBytes(text), Encoding.ASCII.GetBytes(Repeat(text, 20))])
        {
            ArchiveException exception = ArchiveListing.Fails(bytes);
            Assert.Equal((ArchiveErrorReason.NotAnArchive, 0L), (exception.Reason, exception.Offset));
        }
    }

    [Fact]
    public void The_message_of_an_error_says_what_where_and_why()
    {
        byte[] tar = new TarBuilder().Add("a\u001bb", new string('x', 600)).Unended();

        ArchiveException exception = ArchiveListing.Fails(tar[..600]);

        Assert.Equal(
            "the archive ends inside 'a\\u{1B}b', 512 of its bytes are missing "
            + "(at byte 600 of the uncompressed archive)",
            exception.Message);
    }

    [Fact]
    public void A_file_is_opened_by_path_and_closed()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new TarBuilder().Add("a", "b").End());
            using (ArchiveReader reader = ArchiveReader.Open(path, ArchiveLimits.Default))
            {
                Assert.Equal(Path.GetFileName(path), reader.Name);
                Assert.Single(ArchiveListing.Read(reader).Members);
                Assert.False(reader.TryRead(out _));
            }

            using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.True(exclusive.Length > 0);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<FileNotFoundException>(() => ArchiveReader.Open(path, ArchiveLimits.Default));
    }

    [Fact]
    public void A_disposed_reader_refuses_and_leaves_the_caller_s_stream_open()
    {
        using var stream = new MemoryStream(new TarBuilder().Add("a", "b").End());
        ArchiveReader reader = ArchiveReader.Open(stream, "t", ArchiveLimits.Default);
        Assert.True(reader.TryRead(out ArchiveMember? member));

        reader.Dispose();

        Assert.Throws<ObjectDisposedException>(() => reader.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(member.OpenContent);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Streams_that_give_few_bytes_at_once_are_read_like_others()
    {
        byte[] tar = new TarBuilder().Add("a", new string('a', 3000)).Pax('x', ("path", "b")).Add("b", "bb").End();
        foreach (byte[] archive in (byte[][])[tar, GzipDecoderTests.Gzip(tar), Bzip2DecoderTests.Bzip2(tar)])
        {
            using ArchiveReader reader = ArchiveReader.Open(new ForwardOnly(archive), "t", ArchiveLimits.Default);
            Assert.Equal(ArchiveListing.Read(archive).Members, ArchiveListing.Read(reader).Members);
        }
    }

    [Fact]
    public void A_failing_disk_is_not_reported_as_a_damaged_archive()
    {
        byte[] tar = new TarBuilder().Add("a", new string('a', 300_000)).End();
        var random = new Random(1);
        random.NextBytes(tar.AsSpan(512, 300_000));
        foreach (byte[] archive in (byte[][])[tar, GzipDecoderTests.Gzip(tar), Bzip2DecoderTests.Bzip2(tar)])
        {
            using var disk = new FailingStream(archive, archive.Length / 2);
            Assert.Throws<IOException>(() => ReadAll(disk));
        }

        static void ReadAll(Stream stream)
        {
            using ArchiveReader reader = ArchiveReader.Open(stream, "t", ArchiveLimits.Default);
            ArchiveListing.Read(reader);
        }
    }

    [Fact]
    public void Memory_does_not_grow_with_the_content()
    {
        byte[] small = GzipDecoderTests.Gzip(Tar(1 << 20));
        byte[] large = GzipDecoderTests.Gzip(Tar(24 << 20));
        Read(small);

        long forSmall = Allocated(small);
        long forLarge = Allocated(large);

        Assert.InRange(forLarge - forSmall, -(1 << 20), 1 << 20);

        static byte[] Tar(int size) => new TarBuilder().Add("a", new string('a', size)).End();

        static long Allocated(byte[] archive)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Read(archive);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        static void Read(byte[] archive)
        {
            using ArchiveReader reader = ArchiveReader.Open(
                new MemoryStream(archive), "t", new ArchiveLimits { MaxRatio = 2000 });
            byte[] buffer = new byte[8192];
            while (reader.TryRead(out ArchiveMember? member))
            {
                Stream content = member.OpenContent();
                while (content.Read(buffer, 0, buffer.Length) > 0)
                {
                }
            }
        }
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private sealed class FailingStream(byte[] bytes, int failAt) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position + count > failAt && Position > 0
                ? throw new IOException("the disk failed")
                : base.Read(buffer, offset, count);
    }
}
