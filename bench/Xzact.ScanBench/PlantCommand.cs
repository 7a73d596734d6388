using System.CommandLine;
using Xzact.Attacks;
using Xzact.Attacks.Trees;

namespace Xzact.ScanBench;

/// <summary>Plants one case in a copy that stays, to look at it.</summary>
internal static class PlantCommand
{
    public static Command Create()
    {
        var tree = new Argument<DirectoryInfo>("tree") { Description = "A clean source tree; it is not changed." };
        tree.AcceptExistingOnly();
        var target = new Argument<DirectoryInfo>("copy") { Description = "A folder that does not exist yet." };
        var number = new Option<int>("--case") { Description = "Number of the case, from 0." };
        var isTwin = new Option<bool>("--twin") { Description = "The near-miss instead of the attack." };
        var cases = new CaseOptions();
        var command = new Command("plant", "Plants one case in a copy of a tree and says what it is.")
        {
            tree, target, number, isTwin,
        };
        cases.AddTo(command);
        command.SetAction(arguments =>
        {
            var source = new SourceTree(arguments.GetRequiredValue(tree).FullName);
            string copy = arguments.GetRequiredValue(target).FullName;
            if (Path.Exists(copy))
            {
                Console.Error.WriteLine($"{copy} exists already.");
                return 2;
            }

            AttackGenerator generator = cases.Generator(arguments);
            int index = arguments.GetValue(number);
            AttackCase planted = arguments.GetValue(isTwin)
                ? generator.Twin(index, source) : generator.Attack(index, source);
            source.CopyTo(copy);
            _ = new Planting(copy, planted);
            Console.WriteLine($"{planted.Id}: {planted.Story}");
            foreach (PlantedFile file in planted.Files)
                Console.WriteLine($"{(file.IsNew ? "added" : "changed")} {file.Path}, {file.Content.Length} bytes");
            return 0;
        });
        return command;
    }
}
