"""Worked examples of bench/scoring.py."""

import unittest

from bench import scoring


class Stems(unittest.TestCase):
    def check(self, language, phrase, other):
        self.assertEqual(scoring.stems(phrase, language), scoring.stems(other, language))

    def test_case_number_and_punctuation_do_not_tell_phrases_apart(self):
        self.check("en", "Support-Vector Machines", "support vector machine")

    def test_compatible_forms_of_a_letter_are_one(self):
        self.check("fr", "e\u0301nergie", "énergie")
        self.check("en", "ﬁeld", "field")

    def test_an_apostrophe_stays_inside_a_word_only(self):
        self.check("en", "'neural' nets'", "neural nets")
        self.assertEqual(len(scoring.stems("l'énergie", "fr").split()), 1)

    def test_a_language_without_stemmer_keeps_its_words(self):
        self.assertEqual(scoring.stems("Runs ran", "zz"), "runs ran")


class Agreement(unittest.TestCase):
    def score(self, gold, listed, ks=(1, 2, 3)):
        return scoring.Score(gold, listed, "en", ks)

    def test_precision_divides_by_what_was_given_and_recall_by_gold(self):
        # One of two given is right, one of four wanted was found: P 1/2, R 1/4.
        score = self.score(["cat", "dog", "cow", "hen"], ["cat", "rain"])
        self.assertAlmostEqual(score.f1[3], 2 * (1 / 2) * (1 / 4) / (1 / 2 + 1 / 4))

    def test_equals_are_merged_before_the_list_is_cut(self):
        self.assertAlmostEqual(self.score(["dog"], ["rain", "rains", "dog"]).f1[2], 2 / 3)

    def test_equal_gold_counts_once(self):
        self.assertEqual(self.score(["cat", "Cats"], ["cats"]).f1[1], 1)

    def test_average_precision_looks_at_the_whole_list(self):
        score = self.score(["cat", "dog"], ["cat", "rain", "snow", "dogs"])
        self.assertAlmostEqual(score.average_precision, (1 + 2 / 4) / 2)

    def test_nothing_found_is_zero(self):
        score = self.score(["cat"], [])
        self.assertEqual((score.f1[1], score.average_precision), (0, 0))


class Interval(unittest.TestCase):
    def test_is_the_same_each_time_and_holds_the_mean(self):
        differences = [0.1, -0.05, 0.2, 0.0, 0.3, 0.12, -0.1, 0.22]
        low, high = scoring.difference_interval(differences, resamples=2000)
        self.assertEqual((low, high), scoring.difference_interval(differences, resamples=2000))
        self.assertTrue(low < scoring.mean(differences) < high)

    def test_has_no_width_when_all_documents_agree(self):
        low, high = scoring.difference_interval([0.25] * 10, resamples=100)
        self.assertAlmostEqual(low, 0.25)
        self.assertAlmostEqual(high, 0.25)


if __name__ == "__main__":
    unittest.main()
