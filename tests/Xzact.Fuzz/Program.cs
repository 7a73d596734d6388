using System.CommandLine;
using Xzact.Fuzz.Engine;

var root = new RootCommand("Runs the codec on inputs that were made to break it.")
{
#if XZACT_TWIN
    FuzzCommand.Create(Xzact.Fuzz.Twin.SafeTwin.Create),
#else
    FuzzCommand.Create(_ => null),
#endif
};
return root.Parse(args).Invoke();
