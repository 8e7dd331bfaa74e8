using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Tests.Scoring;

public sealed class NumberReaderTests
{
    [Theory]
    [InlineData("42", "42")]
    [InlineData("-5", "-5")]
    [InlineData("- 5", "-5")]
    [InlineData("1,234.50", "2469/2")]
    [InlineData("12 000", "12000")]
    [InlineData("10{,}000", "10000")]
    [InlineData("10,\\!000", "10000")]
    [InlineData("$1,000", "1000")]
    [InlineData("-$5", "-5")]
    [InlineData("\\$12.50", "25/2")]
    [InlineData("25%", "25")]
    [InlineData("25\\%", "25")]
    [InlineData("3/4", "3/4")]
    [InlineData("1 1/2", "3/2")]
    [InlineData("\u00BD", "1/2")]
    [InlineData("3\u00BD", "7/2")]
    [InlineData("\\frac{3}{4}", "3/4")]
    [InlineData("-\\dfrac34", "-3/4")]
    [InlineData("1\\frac{1}{2}", "3/2")]
    [InlineData("3 \\times 10^5", "300000")]
    [InlineData("1.5e-3", "3/2000")]
    [InlineData("45^\\circ", "45")]
    [InlineData(".5", "1/2")]
    [InlineData("$42$", "42")]
    [InlineData("**42**", "42")]
    public void Plain_Notation_GivesTheExactValue(string text, string expected) => Assert.Equal(expected, NumberReader.Plain(text)?.Value.ToString());

    [Theory]
    [InlineData("2x")]
    [InlineData("x")]
    [InlineData("(1, 2)")]
    [InlineData("5 apples")]
    [InlineData("2\\sqrt{3}")]
    [InlineData("1/0")]
    [InlineData("1e999999999")]
    [InlineData("3/4/2020")]
    [InlineData("")]
    [InlineData(null)]
    public void Plain_NoNumber_IsNull(string? text) => Assert.Null(NumberReader.Plain(text));

    [Theory]
    [InlineData("5 apples", "5")]
    [InlineData("30 km/h", "30")]
    [InlineData("5 m", "5")]
    [InlineData("12 cm^2", "12")]
    [InlineData("3 \\text{ inches}", "3")]
    [InlineData("1 1/2 cups", "3/2")]
    public void Whole_Unit_IsLeftOut(string text, string expected) => Assert.Equal(expected, NumberReader.Whole(text)?.Value.ToString());

    [Theory]
    [InlineData("The answer is 5 apples.", "5")]
    [InlineData("First 3, then 4. So 3 + 4 = 7", "7")]
    [InlineData("Some steps: 12, 13.\n#### 1,000", "1000")]
    [InlineData("We get \\boxed{\\frac{3}{4}} of 100.", "3/4")]
    [InlineData("**Final answer:** 42 of 50", "42")]
    [InlineData("The answer is: 2 + 3 = 5 in all", "5")]
    [InlineData("The answer is 3. Wait. The answer is 4.", "4")]
    [InlineData("The answer is -$5.", "-5")]
    [InlineData("between 10-15", "15")]
    [InlineData("an area of 12 cm^2", "12")]
    [InlineData("in the 2nd of 3 places", "3")]
    [InlineData("It costs 2.5.", "5/2")]
    public void Final_Output_ReadsTheStatedAnswer(string output, string expected) => Assert.Equal(expected, NumberReader.Final(output)?.Value.ToString());

    [Theory]
    [InlineData("I do not know.")]
    [InlineData("water is H2O")]
    [InlineData("   ")]
    [InlineData(null)]
    public void Final_NoNumber_IsNull(string? output) => Assert.Null(NumberReader.Final(output));
}
