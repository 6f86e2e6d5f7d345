# student: ada
__author__ = "ada"
