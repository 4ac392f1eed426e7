namespace Awl.Cli.SignIn;

/// <summary>The browser has come back with a code. It waits for its answer until the code has been redeemed, so that the page says what is true.</summary>
sealed class Callback(string code, CallbackConnection connection)
{
    /// <summary>Redeems the code and tells the browser how that went.</summary>
    /// <param name="redeem">Gets something for the code.</param>
    /// <param name="whereTo">What the user is then signed in to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> RedeemAsync<T>(Func<string, Task<T>> redeem, string whereTo, CancellationToken cancellationToken)
    {
        try
        {
            var result = await redeem(code);
            await connection.AnswerAsync(CallbackPage.Success(whereTo), cancellationToken);
            return result;
        }
        catch (AwlException e)
        {
            await connection.AnswerAsync(CallbackPage.Failure($"The service did not accept it: {e.Message.TrimEnd('.', ' ', ':')}."), cancellationToken);
            throw;
        }
    }
}
