using Xzact.Audit.Release.Packages;

namespace Xzact.Audit.Tests.Release.Packages;

public sealed class PatchTextTests
{
    [Theory]
    [InlineData("--- a/src/main.c\n+++ b/src/main.c\n@@ -1 +1 @@\n-a\n+b\n", "src/main.c")]
    [InlineData("--- curl.orig/m4/x.m4\t2023-01-01\n+++ curl/m4/x.m4\t2023-01-02\n@@ -1 +1 @@\n", "m4/x.m4")]
    [InlineData("--- /dev/null\n+++ b/new file.txt\n@@ -0,0 +1 @@\n+x\n", "new file.txt")]
    [InlineData("--- a/old.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n", "old.txt")]
    [InlineData("diff --git a/a.bin b/a.bin\nindex 1..2\nGIT binary patch\n", "a.bin")]
    [InlineData("diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n", "y,x")]
    [InlineData("--- a/one\r\n+++ b/one\r\n@@ -1 +1 @@\r\n--- a/two\r\n+++ b/two\r\n", "one,two")]
    [InlineData("--- a/one\n+++ b/one\n--- a/one\n+++ b/one\n", "one")]
    [InlineData("no patch at all\n", "")]
    public void Every_file_that_a_patch_touches_is_named_once(string text, string files) =>
        Assert.Equal(files, string.Join(',', PatchText.TouchedFiles(text)));
}
