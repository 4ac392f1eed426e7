namespace Awl.Cli.Terminals;

/// <summary>The keyboard of the terminal that the process was started in.</summary>
sealed class ConsoleKeyboard : Keyboard
{
    public ConsoleKeyboard() => Console.TreatControlCAsInput = true;

    public override ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    public override void Dispose() => Console.TreatControlCAsInput = false;
}
