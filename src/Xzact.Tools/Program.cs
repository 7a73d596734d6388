using Xzact.Tools.Commands;
using Xzact.Tools.Files;
using Xzact.Tools.Interop;

namespace Xzact.Tools;

internal static class Program
{
    private static int Main(string[] given)
    {
        StandardStreams.Prepare();
        Signals.RestoreDefaults();
        (string name, string[] arguments) = OsString.CommandLine(given);
        return CommandNames.Find(name)(name, arguments);
    }
}
