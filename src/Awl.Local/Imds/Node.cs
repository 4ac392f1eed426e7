namespace Awl.Local.Imds;

/// <summary>A place of the tree.</summary>
abstract class Node
{
    /// <summary>What the client gets that asks for it.</summary>
    public abstract ValueTask<Answer> AnswerAsync(CancellationToken cancellationToken);

    /// <summary>Its line in the listing of its folder.</summary>
    public abstract string Line(string name);
}

/// <summary>A value, made when it is asked for.</summary>
sealed class Leaf(Func<CancellationToken, ValueTask<Answer>> answer) : Node
{
    public Leaf(string text) : this(_ => new(Answer.Data(text))) { }

    public override ValueTask<Answer> AnswerAsync(CancellationToken cancellationToken) => answer(cancellationToken);
    public override string Line(string name) => name;
}
