using System.CommandLine;
using Xzact.ScanBench;

return new RootCommand("Plants inert attacks in copies of clean source trees and counts what a scanner finds.")
{
    RecallCommand.Create(),
    ByHandCommand.Create(),
    OffCommand.Create(),
    AxesCommand.Create(),
    PlantCommand.Create(),
}.Parse(args).Invoke();
