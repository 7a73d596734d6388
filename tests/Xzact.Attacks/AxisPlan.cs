namespace Xzact.Attacks;

/// <summary>
/// Which values the cases of a seed have: on each axis the values take turns in an order of their own, so that each
/// occurs as often as every other, and pairs of values meet by chance.
/// </summary>
internal static class AxisPlan
{
    public static AxisValues Of(long seed, int index)
    {
        T value<T>(int axis) where T : struct, Enum
        {
            T[] all = Enum.GetValues<T>();
            (int round, int turn) = Math.DivRem(index, all.Length);
            new Random(CaseRandom.Mix(seed, (axis * 100_003) + round, CaseRandom.Use.Order)).Shuffle(all);
            return all[turn];
        }

        var axes = new AxisValues(
            value<FixtureKind>(0), value<Transform>(1), value<BuildSystem>(2), value<Indirection>(3), value<Gate>(4),
            value<Sink>(5), value<NearMiss>(6));
        return axes with
        {
            // A folder is no file that can be copied or read, and its name has no extension.
            Indirection = axes.Fixture == FixtureKind.FileNames && axes.Indirection is Indirection.CommandSubstitution
                or Indirection.ExtensionAsCommand or Indirection.SedAsCat or Indirection.CopyFirst
                ? Indirection.FindXargs : axes.Indirection,
            Transform = axes.Fixture == FixtureKind.TwoPieces && axes.Transform == Transform.Concatenation
                ? Transform.None : axes.Transform,

            // What the linker takes holds zero bytes, which no variable of a shell does; a template has plain lines.
            // The ends of lines hold a text.
            Sink = axes.Indirection == Indirection.ConfigureSubstitution && axes.Sink == Sink.Eval
                ? Sink.PipeToShell
                : axes.Fixture == FixtureKind.LineEnds && axes.Sink is Sink.Link or Sink.Compile
                    ? Sink.EditMakefile : axes.Sink,
        };
    }
}
