using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class DocumentedCodeTests
{
    [Fact]
    public void Code_in_the_pages_is_code_that_is_compiled() =>
        Hold.That(DocumentedCode.Check(
            Repository.Texts.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal)),
            Repository.CSharp.Where(file => file.Path.StartsWith("samples/", StringComparison.Ordinal))));

    [Fact]
    public void A_block_that_differs_from_its_sample_is_found_with_its_line()
    {
        TextFile sample = new("samples/A.cs", "class A\n{\n    int a = 1;\n\n    int b = 2;\n}\n");
        TextFile page = new(
            "docs/a.md", "# A\n\n```csharp\nint a = 1;\nint b = 2;\n```\n\n```csharp\nint b = 3;\n```\n");
        string violation = Assert.Single(DocumentedCode.Check([page], [sample]));
        Assert.StartsWith("docs/a.md:9: ", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_of_other_languages_are_left_alone() =>
        Assert.Empty(DocumentedCode.Check([new TextFile("docs/a.md", "```sh\nls\n```\n```\ntext\n```\n")], []));
}
