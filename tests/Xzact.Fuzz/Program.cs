using System.CommandLine;
using Xzact.Fuzz.Drivers;
using Xzact.Fuzz.Engine;

var root = new RootCommand("Runs the codec on inputs that were made to break it.")
{
#if XZACT_TWIN
    FuzzCommand.Create(Xzact.Fuzz.Twin.SafeTwin.Create),
#else
    FuzzCommand.Create(_ => null),
#endif
    DriversCommand.Create(),
};
return root.Parse(args).Invoke();
