namespace Xzact.Tools;

internal static class Program
{
    private static int Main() => 0;
}
