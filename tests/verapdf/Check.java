// Checks PDF files against profiles: java -cp 'target/lib/*' Check.java PROFILE[,PROFILE] FILE...
// (2a, 2b, ua1). Prints a line for each file and profile, "ok" or "FAILED" with the rules that it breaks.

import java.io.FileInputStream;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

class Check {
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    boolean allFine = true;
    for (int i = 1; i < arguments.length; i++) {
      for (String name : arguments[0].split(",")) {
        allFine &= isFine(arguments[i], PDFAFlavour.fromString(name));
      }
    }
    System.exit(allFine ? 0 : 1);
  }

  private static boolean isFine(String file, PDFAFlavour flavour) throws Exception {
    try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      var result = validator.validate(parser);
      System.out.println((result.isCompliant() ? "ok " : "FAILED ") + flavour.getId() + " " + file);
      var broken = new TreeMap<String, String>();
      for (TestAssertion one : result.getTestAssertions()) {
        if (one.getStatus() == TestAssertion.Status.FAILED) {
          broken.putIfAbsent(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber(),
              one.getMessage() + " at " + one.getLocation().getContext());
        }
      }
      broken.forEach((rule, message) -> System.out.println("  " + rule + ": " + message));
      return result.isCompliant();
    }
  }
}
