using Xzact.Lzma;

namespace Xzact.Tests.Lzma;

public sealed class SymbolTests
{
    [Fact]
    public void Distances_move_to_the_front()
    {
        SymbolState state = default;
        foreach (uint distance in (uint[])[10, 20, 30, 40])
        {
            state.Update(Symbol.Match(distance, 5).Back, 5);
        }

        Assert.Equal((40u, 30u, 20u, 10u), (state.Rep0, state.Rep1, state.Rep2, state.Rep3));
        state.Update(Symbol.Rep(3, 2).Back, 2);
        Assert.Equal((10u, 40u, 30u, 20u), (state.Rep0, state.Rep1, state.Rep2, state.Rep3));
        state.Update(Symbol.Rep(2, 2).Back, 2);
        Assert.Equal((30u, 10u, 40u, 20u), (state.Rep0, state.Rep1, state.Rep2, state.Rep3));
        state.Update(Symbol.Rep(1, 2).Back, 2);
        Assert.Equal((10u, 30u, 40u, 20u), (state.Rep0, state.Rep1, state.Rep2, state.Rep3));
        state.Update(Symbol.Rep(0, 1).Back, 1);
        state.Update(Symbol.Literal.Back, 1);
        Assert.Equal((10u, 30u, 40u, 20u), (state.Rep0, state.Rep1, state.Rep2, state.Rep3));
    }

    [Fact]
    public void States_follow_the_table_of_the_description()
    {
        // After a literal, a match, a rep, a short rep.
        int[][] table =
        [
            [0, 7, 8, 9], [0, 7, 8, 9], [0, 7, 8, 9], [0, 7, 8, 9], [1, 7, 8, 9], [2, 7, 8, 9], [3, 7, 8, 9],
            [4, 10, 11, 11], [5, 10, 11, 11], [6, 10, 11, 11], [4, 10, 11, 11], [5, 10, 11, 11],
        ];
        Symbol[] symbols = [Symbol.Literal, Symbol.Match(0, 2), Symbol.Rep(0, 2), Symbol.Rep(0, 1)];
        for (int before = 0; before < table.Length; before++)
        {
            for (int i = 0; i < symbols.Length; i++)
            {
                var state = new SymbolState { State = before };
                state.Update(symbols[i].Back, symbols[i].Length);
                Assert.Equal(table[before][i], state.State);
                Assert.Equal(state.State < 7, state.AfterLiteral);
            }
        }
    }
}
